"""A strict reader of PNG: the decoded pixels, and the chunk with the proof (docs/format.md, section 7).

Of what a published picture may carry besides, this reader takes only what is judged without reading EXIF, XMP, captions
or Content Credentials. It refuses those; the program reads them.
"""

import struct
import zlib

from verdict import Refused, malformed

SIGNATURE = b"\x89PNG\r\n\x1a\n"
LARGEST_FILE = 512 * 1024 * 1024
MOST_CHUNKS = 100_000
LONGEST_SIDE, MOST_PIXELS = 16_384, 120_000_000

KEYWORDS_ANY_CASE = {
    "title", "author", "description", "copyright", "creation time", "software", "disclaimer", "warning", "source",
    "comment", "collection",
}  # fmt: skip
KEYWORDS_EXACT = {"date:create", "date:modify", "date:timestamp", "create-date", "modify-date", "Artist"}
CHROMATICITIES = (31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000)


class Picture:
    """pixels: RGB of 8 bits, interleaved, in rows from the top. proof: the content of the `prPf` chunk, or None."""

    kind = 0  # what round 0 absorbs (section 7 of docs/protocol.md)

    def __init__(self, width, height, pixels, proof):
        self.width, self.height, self.pixels, self.proof = width, height, pixels, proof


def chunks_of(data):
    if len(data) > LARGEST_FILE:
        raise Refused("limits", "the file is too large")
    if not data.startswith(SIGNATURE):
        raise Refused("not_a_picture", "the file is not a PNG")
    at, chunks = len(SIGNATURE), []
    while at < len(data):
        if len(chunks) == MOST_CHUNKS:
            raise Refused("limits", "there are too many chunks")
        if len(data) - at < 12:
            raise malformed("a chunk is cut off")
        (length,) = struct.unpack_from(">I", data, at)
        if length > len(data) - at - 12:
            raise malformed("a chunk is cut off")
        kind, content = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        (checksum,) = struct.unpack_from(">I", data, at + 8 + length)
        if zlib.crc32(data[at + 4 : at + 8 + length]) != checksum:
            raise malformed("a checksum is wrong")
        if not (kind.isascii() and kind.isalpha()):
            raise malformed("the type of a chunk is not four letters")
        chunks.append((kind.decode("ascii"), content))
        at += 12 + length
    kinds = [kind for kind, _ in chunks]
    if not kinds or kinds[0] != "IHDR" or chunks[-1] != ("IEND", b""):
        raise malformed("the first chunk is not IHDR, or the last is not an empty IEND")
    for kind in ("IHDR", "PLTE", "IEND", "prPf"):
        if kinds.count(kind) > 1:
            raise malformed(f"{kind} occurs more than once")
    if "IDAT" not in kinds:
        raise malformed("there are no pixels")
    first, count = kinds.index("IDAT"), kinds.count("IDAT")
    if kinds[first : first + count] != ["IDAT"] * count:
        raise malformed("IDAT chunks do not follow one another")
    if "PLTE" in kinds and kinds.index("PLTE") > first:
        raise malformed("PLTE comes after IDAT")
    for kind in kinds:
        if kind[0].isupper() and kind not in ("IHDR", "PLTE", "IDAT", "IEND"):
            raise malformed(f"the critical chunk {kind} is unknown")
    return chunks


def proof_of(data):
    """The content of the chunk with the proof, or None."""
    return dict(chunks_of(data)).get("prPf")


def read(data):
    """The picture, if everything in the file is as the format has it."""
    chunks = chunks_of(data)
    content = dict(chunks)
    if len(content["IHDR"]) != 13:
        raise malformed("IHDR is not 13 bytes long")
    width, height, depth, colour, compression, filtering, interlace = struct.unpack(">IIBBBBB", content["IHDR"])
    if not (1 <= width <= LONGEST_SIDE and 1 <= height <= LONGEST_SIDE and width * height <= MOST_PIXELS):
        raise Refused("limits", "the picture is larger than a photo may be")
    if colour not in (0, 2, 3, 4, 6) or compression or filtering or interlace > 1:
        raise malformed("IHDR has an unknown method")
    if depth == 16:
        raise Refused("appearance", "the picture has 16 bits")
    if depth != 8 and not (colour in (0, 3) and depth in (1, 2, 4)):
        raise malformed("IHDR has an unknown depth")
    samples = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    bits = samples * depth
    passes = [(0, 0, 1, 1)]
    if interlace:  # Adam7: first column and row, and their steps
        passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
    sizes = [(-(-(width - x) // dx), -(-(height - y) // dy)) for x, y, dx, dy in passes]
    lengths = [(columns * bits + 7) // 8 for columns, _ in sizes]
    total = sum((1 + length) * rows for (columns, rows), length in zip(sizes, lengths) if columns > 0 and rows > 0)
    raw = inflate(b"".join(content for kind, content in chunks if kind == "IDAT"), total)

    palette = None
    if colour == 3:
        palette = content.get("PLTE")
        if palette is None or len(palette) % 3 or not 3 <= len(palette) <= 3 << depth:
            raise malformed("the palette is missing or has a wrong length")
    canvas = bytearray(3 * width * height)
    at = 0
    for (x, y, dx, dy), (columns, rows), length in zip(passes, sizes, lengths):
        if columns <= 0 or rows <= 0:
            continue
        above = bytes(length)
        for row in range(rows):
            above = unfiltered(raw[at], raw[at + 1 : at + 1 + length], above, max(1, bits // 8))
            at += 1 + length
            rgb = colours(above, columns, depth, colour, palette)
            start = 3 * width * (y + row * dy)
            for channel in range(3):
                canvas[start + 3 * x + channel : start + 3 * width : 3 * dx] = rgb[channel::3]
    for kind, data in chunks:
        check_appearance(kind, data, colour, depth, palette)
    return Picture(width, height, bytes(canvas), content.get("prPf"))


def inflate(data, length):
    """Exactly one zlib stream of exactly this length, whose window covers all that a match could reach."""
    if length > 1032 * len(data):
        raise malformed("the compressed pixels are too short")
    if len(data) < 2 or data[0] & 15 != 8 or data[0] >> 4 > 7 or (data[0] << 8 | data[1]) % 31 or data[1] & 32:
        raise malformed("the compressed pixels have a wrong header")
    if 1 << (8 + (data[0] >> 4)) < min(length, 32768):
        raise malformed("the window of the compressed pixels is too short")
    stream = zlib.decompressobj()
    try:
        pixels = stream.decompress(data, length + 1)
    except zlib.error as error:
        raise malformed("the compressed pixels are damaged") from error
    if len(pixels) != length or not stream.eof or stream.unused_data:
        raise malformed("the compressed pixels are too long or too short")
    return pixels


def unfiltered(method, row, above, step):
    if method == 0:
        return row
    answer = bytearray(row)
    if method == 2:
        return bytes((a + b) & 255 for a, b in zip(row, above))
    if method not in (1, 3, 4):
        raise malformed("a row has an unknown filter")
    for i, value in enumerate(row):
        left = answer[i - step] if i >= step else 0
        if method == 1:
            answer[i] = (value + left) & 255
        elif method == 3:
            answer[i] = (value + (left + above[i]) // 2) & 255
        else:
            corner = above[i - step] if i >= step else 0
            guess = left + above[i] - corner
            to_left, to_above, to_corner = abs(guess - left), abs(guess - above[i]), abs(guess - corner)
            if to_left <= to_above and to_left <= to_corner:
                guess = left
            else:
                guess = above[i] if to_above <= to_corner else corner
            answer[i] = (value + guess) & 255
    return bytes(answer)


def colours(row, columns, depth, colour, palette):
    """A row of samples as RGB."""
    if colour == 2:
        return row
    if colour in (4, 6):
        step = 2 if colour == 4 else 4
        if row[step - 1 :: step].count(255) != columns:
            raise Refused("appearance", "the picture is transparent")
        channels = [row[0::2]] * 3 if colour == 4 else [row[i::4] for i in range(3)]
    else:
        if depth < 8:
            last = (1 << depth) - 1
            row = bytes(row[i * depth // 8] >> (8 - depth - i * depth % 8) & last for i in range(columns))
        if colour == 0:
            channels = [bytes(value * 255 // ((1 << depth) - 1) for value in row)] * 3
        else:
            if max(row) * 3 >= len(palette):
                raise malformed("a pixel has a colour that the palette lacks")
            channels = [bytes(palette[3 * value + channel] for value in row) for channel in range(3)]
    rgb = bytearray(3 * columns)
    for channel in range(3):
        rgb[channel::3] = channels[channel]
    return rgb


def check_appearance(kind, data, colour, depth, palette):
    """Refuses a chunk that is not on the list of section 7.1."""
    if kind[0].isupper() or kind in ("prPf", "prOR"):
        return
    if kind == "sRGB":
        allowed = len(data) == 1 and data[0] <= 3
    elif kind == "gAMA":
        allowed = len(data) == 4 and struct.unpack(">I", data)[0] in (45455, 45454)
    elif kind == "cHRM":
        allowed = len(data) == 32 and all(
            abs(a - b) <= 1 for a, b in zip(struct.unpack(">8I", data), CHROMATICITIES, strict=True)
        )
    elif kind == "tIME":
        allowed = len(data) == 7
    elif kind == "pHYs":
        allowed = len(data) == 9 and data[:4] == data[4:8] != bytes(4) and data[8] <= 1
    elif kind == "bKGD":
        allowed = is_white(data, colour, depth, palette)
    elif kind in ("tEXt", "zTXt", "iTXt"):
        keyword = data.split(b"\0")[0].decode("latin-1")
        allowed = keyword.lower() in KEYWORDS_ANY_CASE or keyword in KEYWORDS_EXACT
    else:
        allowed = False
    if not allowed:
        raise Refused("appearance", f"the chunk {kind} is not one of those that this reader knows to be harmless")


def is_white(data, colour, depth, palette):
    if colour == 3:
        return len(data) == 1 and palette[3 * data[0] : 3 * data[0] + 3] == b"\xff\xff\xff"
    white = struct.pack(">H", (1 << depth) - 1)
    return data == (white if colour in (0, 4) else 3 * white)
