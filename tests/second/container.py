"""The bytes of a published proof (docs/format.md, sections 1 to 4)."""

import hashlib
import struct
import unicodedata

import curve
import ed25519
from png import LONGEST_SIDE, MOST_PIXELS
from verdict import Refused, malformed

MAGIC, VERSION, LONGEST = b"PRpublic", 1, 128 * 1024 * 1024
LAST_TIME = 253_402_300_799
TALL = 8192  # an image of more rows is tall
# Characters that reorder or hide the text around them.
HIDING = {0x061C, 0xFEFF, *range(0x200B, 0x2010), *range(0x2028, 0x202F), *range(0x2060, 0x2070)}


class Reader:
    """Reads fields in the encoding of borsh."""

    def __init__(self, data):
        self.data, self.at = data, 0

    def bytes(self, count):
        if count > len(self.data) - self.at:
            raise malformed("the bytes end too early")
        self.at += count
        return self.data[self.at - count : self.at]

    def number(self, kind):
        return struct.unpack("<" + kind, self.bytes(struct.calcsize(kind)))[0]

    def u8(self):
        return self.number("B")

    def u16(self):
        return self.number("H")

    def u32(self):
        return self.number("I")

    def u64(self):
        return self.number("Q")

    def i16(self):
        return self.number("h")

    def choice(self, variants):
        number = self.u8()
        if number >= variants:
            raise malformed("a choice has no variant of this number")
        return number

    def boolean(self):
        return self.choice(2) == 1

    def optional(self, read):
        return read() if self.boolean() else None

    def list(self, most, read):
        count = self.u32()
        if count > most:
            raise malformed("a list is longer than the format allows")
        return [read() for _ in range(count)]

    def text(self, most):
        count = self.u32()
        if count > most:
            raise malformed("a text is longer than the format allows")
        try:
            return self.bytes(count).decode("utf-8")
        except UnicodeDecodeError as error:
            raise malformed("a text is not UTF-8") from error

    def name(self):
        name = self.text(64)
        if not name or any(unicodedata.category(c) == "Cc" or ord(c) in HIDING for c in name):
            raise malformed("a name is empty, or has characters that hide or reorder text")
        return name

    def time(self):
        time = self.u64()
        if time > LAST_TIME:
            raise malformed("a time is after the year 9999")
        return time

    def size(self):
        width, height = self.u32(), self.u32()
        if not (1 <= width <= LONGEST_SIDE and 1 <= height <= LONGEST_SIDE and width * height <= MOST_PIXELS):
            raise malformed("an image is larger than the format allows")
        return width, height


class Attestation:
    """Who took the photo, as the file says. `size` is that of the original."""

    def __init__(self, read):
        start = read.at
        self.maker, self.device = read.bytes(32), read.bytes(32)
        self.name, self.simulated = read.name(), read.boolean()
        fields = read.data[start : read.at]
        self.certificate = b"proofroom device certificate v1" + fields, read.bytes(64)
        start_of_record = read.at
        self.version = read.u16()
        if self.version > 3:
            raise Refused("version", "the capture record has a version that this verifier does not know")
        if self.version == 0:
            raise malformed("the capture record has no version")
        self.size = read.size()
        self.time = read.time()
        self.name_in_record, self.simulated_in_record = read.name(), read.boolean()
        if self.version >= 2:
            self.clock, self.converted_from = read.choice(4), read.optional(read.name)
        if self.version == 3:
            self.read_evidence(read)
        self.record = read.data[start_of_record : read.at]
        self.signature = read.bytes(64)
        self.bytes = read.data[start : read.at]
        if len(self.bytes) > 1060:
            raise malformed("the attestation is too long")

    def read_evidence(self, read):
        name = read.name
        self.evidence = {
            "signer": name(),
            "organisation": read.optional(name),
            "issuer": name(),
            "root": read.optional(lambda: (name(), read.choice(3))),
            "signed": read.optional(lambda: (read.time(), read.choice(2))),
            "source": read.choice(3),
            "certificate": read.bytes(32),
            "manifest": read.bytes(32),
            "left out": read.u64(),
            "attested": read.time(),
            "place": read.optional(name),
            "serial number": read.optional(name),
            "owner": read.optional(name),
            "file name": read.optional(name),
        }

    @property
    def notary(self):
        return self.maker == self.device and not self.simulated

    def check(self, image_hash):
        """Both signatures, and that certificate and record say the same."""
        if (self.name, self.simulated) != (self.name_in_record, self.simulated_in_record):
            raise Refused("signature", "certificate and capture record name different devices")
        if self.notary != (self.version == 3):
            raise Refused("signature", "evidence comes with the certificate of a notary, and only with that")
        message, signature = self.certificate
        if not ed25519.holds(self.maker, message, signature):
            raise Refused("signature", "the maker's signature of the certificate does not hold")
        if not ed25519.holds(self.device, b"proofroom capture v1" + image_hash + self.record, self.signature):
            raise Refused("signature", "the device's signature of the photo does not hold")


class Step:
    def __init__(self, read):
        def points(most):
            return read.list(most, lambda: Commitment(read.bytes(32)))

        self.output, self.auxiliary, self.multiplicities = points(LONGEST_SIDE), points(98_304), points(65_536)
        self.later = points(3)
        self.proofs = read.list(65_536, lambda: read.bytes(read.u32()))
        if any(len(proof) < 1024 for proof in self.proofs):
            raise malformed("a proof is shorter than any can be")


class Commitment:
    """32 bytes, and the point that they encode, which is computed when it is needed."""

    def __init__(self, data):
        self.bytes, self._point = data, None

    @property
    def point(self):
        if self._point is None:
            self._point = curve.decode(self.bytes)
        return self._point


class Published:
    """The body of a proof. The recipe is a list of (name, parameters); `recipe_bytes` are its encoding."""

    def __init__(self, data):
        if data is None:
            raise Refused("no_proof", "the picture carries no proof")
        if data[:8] != MAGIC:
            raise Refused("no_proof", "the bytes do not begin as a proof does")
        if len(data) < 10 or struct.unpack("<H", data[8:10])[0] != VERSION:
            raise Refused("version", "the proof has a format version that this verifier does not know")
        if len(data) > LONGEST:
            raise Refused("limits", "the proof is too long")
        read = Reader(data[10:])
        self.attestation = Attestation(read)
        self.commitments = read.list(LONGEST_SIDE, lambda: Commitment(read.bytes(32)))
        self.bound = read.optional(lambda: read.text(4096))
        start = read.at
        self.recipe = read.list(4096, lambda: read_edit(read))
        self.recipe_bytes = read.data[start : read.at]
        if len(self.recipe_bytes) > 4096:
            raise malformed("the recipe is too long")
        self.grouping = read.list(33, read.u8)
        self.steps = read.list(97, lambda: Step(read))
        if read.at != len(read.data):
            raise malformed("there are bytes behind the proof")


def read_edit(read):
    name = EDITS[read.choice(len(EDITS))]
    return name, FIELDS.get(name, lambda read: ())(read)


EDITS = """crop resize contrast brightness gamma white_balance rgb_to_ycbcr ycbcr_to_rgb convolve grayscale flip
    rotate90 redact crop_hidden levels curve exposure saturation pixelate straighten""".split()


def numbers(count, kind):
    return lambda read: tuple(read.number(kind) for _ in range(count))


FIELDS = {
    "crop": numbers(4, "I"),
    "resize": numbers(2, "I"),
    "contrast": numbers(1, "H"),
    "brightness": numbers(1, "h"),
    "gamma": numbers(1, "H"),
    "white_balance": numbers(3, "H"),
    "convolve": lambda read: (read.list(5, lambda: read.list(5, read.i16)), read.u16()),
    "flip": lambda read: (read.choice(2),),
    "rotate90": numbers(1, "B"),
    "redact": numbers(4, "I"),
    "crop_hidden": numbers(2, "I"),
    "levels": lambda read: (read.u8(), read.u8(), read.u16()),
    "curve": lambda read: (read.list(16, lambda: (read.u8(), read.u8())),),
    "exposure": numbers(1, "h"),
    "saturation": numbers(1, "H"),
    "pixelate": numbers(5, "I"),
    "straighten": numbers(1, "h"),
}



class Layout:
    """How an image lies in columns (docs/protocol.md, section 2)."""

    def __init__(self, width, height, k):
        self.width, self.height, self.k, self.n = width, height, k, 1 << k
        self.row = 3 * width
        self.g = (self.n - 256) // self.row  # image rows in a column
        if not fits(width, height, k):
            raise malformed("an image is too large for its columns")
        if height > TALL or k == 16:
            self.g = min(self.g, 24)
        self.columns = -(-height // self.g)
        self.used = self.g * self.row

    def hash(self, commitments):
        data = struct.pack("<III", self.width, self.height, self.k) + b"".join(c.bytes for c in commitments)
        return hashlib.sha3_256(b"proofroom image v1" + data).digest()


def fits(width, height, k):
    return 3 * width + 256 <= 1 << k and (k > 14 or height <= TALL)


def k_of_original(width, height):
    return next(k for k in (14, 15, 16) if 3 * max(width, height) + 256 <= 1 << k)
