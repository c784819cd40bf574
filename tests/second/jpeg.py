"""Published JPEGs: their coefficients, and the proof that they carry (docs/format.md; ITU-T T.81).

It reads what it needs to know the coefficients, and judges no other segment: the README has the limits.
"""

import struct

from verdict import malformed

ORDER = [
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
    35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55,
    62, 63,
]  # fmt: skip
# The coarsest tables, of Y, and of Cb and Cr: those of T.81, K.1.
COARSEST = [
    [
        16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55,
        14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
        18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92,
        49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
    ],
    [
        17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99,
        24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
    ],
]  # fmt: skip
APP10, NAME = 0xEA, b"PROOFROOM\0"


def is_jpeg(data):
    return data[:2] == b"\xff\xd8"


def segments(data):
    """Marker and content of each segment, for a scan its header and its entropy-coded data as well."""
    at = 2
    while True:
        if at + 2 > len(data) or data[at] != 0xFF:
            raise malformed("a segment of the JPEG does not begin where the one before it ends")
        marker = data[at + 1]
        if marker == 0xD9:
            if at + 2 != len(data):
                raise malformed("there are bytes behind the JPEG")
            return
        length = struct.unpack(">H", data[at + 2 : at + 4])[0]
        content, at = data[at + 4 : at + 2 + length], at + 2 + length
        end = at
        if marker == 0xDA:
            while data[end] != 0xFF or data[end + 1] == 0 or 0xD0 <= data[end + 1] <= 0xD7:
                end += 1
        yield marker, content, data[at:end]
        at = end


def proof_of(data):
    """The bytes of the proof, or None."""
    parts = [
        content[len(NAME) :] for marker, content, _ in segments(data) if marker == APP10 and content.startswith(NAME)
    ]
    for number, part in enumerate(parts):
        if struct.unpack(">HH", part[:4]) != (number, len(parts)):
            raise malformed("the parts of the proof are not one run in order")
    return b"".join(part[4:] for part in parts) if parts else None


class Picture:
    """width, height; halving: pixels along a side of a sample of Cb and Cr; tables: of Y, and of Cb and Cr, in natural
    order; coefficients: for each component its rows of blocks, each a list of 64 in natural order."""

    kind, pixels = 1, None  # what round 0 absorbs (section 7 of docs/protocol.md); there are no pixels

    def __init__(self, data):
        self.tables, codes, self.frame, self.restart = {}, {}, None, 0
        for marker, content, coded in segments(data):
            if marker == 0xDB:
                self.read_tables(content)
            elif marker in (0xC0, 0xC2):
                self.read_frame(content, marker == 0xC2)
            elif marker == 0xC4:
                read_codes(content, codes)
            elif marker == 0xDD:
                (self.restart,) = struct.unpack(">H", content)
            elif marker == 0xDA:
                Scan(self, content, codes, coded).read()
        if self.frame is None or self.tables.keys() != {table for _, table in self.frame}:
            raise malformed("the JPEG has no frame, or other tables than those that it uses")
        self.tables = [self.tables[self.frame[0][1]], self.tables[self.frame[1][1]]]
        if any(entry > most for table, mosts in zip(self.tables, COARSEST) for entry, most in zip(table, mosts)):
            raise malformed("a quantisation table is coarser than that of quality 50")
        if any(not -1024 <= value <= 1023 for rows in self.coefficients for row in rows for b in row for value in b):
            raise malformed("a coefficient is out of its range")

    def read_tables(self, content):
        for at in range(0, len(content), 65):
            number, entries = content[at], content[at + 1 : at + 65]
            if number in self.tables or number > 3 or len(entries) != 64 or 0 in entries:
                raise malformed("a quantisation table is no table of bytes, or defined twice")
            natural = [0] * 64
            for place, entry in zip(ORDER, entries):
                natural[place] = entry
            self.tables[number] = bytes(natural)

    def read_frame(self, content, progressive):
        bits, self.height, self.width, count = struct.unpack(">BHHB", content[:6])
        components = [content[6 + 3 * c : 9 + 3 * c] for c in range(count)]
        if self.frame is not None or bits != 8 or [c[0] for c in components] != [1, 2, 3]:
            raise malformed("the JPEG has two frames, or another than one of Y, Cb and Cr")
        samplings = [c[1] for c in components]
        if samplings[1:] != [0x11, 0x11] or samplings[0] not in (0x11, 0x22) or components[1][2] != components[2][2]:
            raise malformed("the components of the JPEG have another sampling, or Cb and Cr two tables")
        self.progressive, self.halving = progressive, samplings[0] & 15
        self.frame = [(self.halving if c == 0 else 1, components[c][2]) for c in range(3)]
        self.coefficients = []
        for c in range(3):
            columns, rows = self.blocks(c)
            self.coefficients.append([[[0] * 64 for _ in range(columns)] for _ in range(rows)])

    def pixels_of_sample(self, component):
        """Pixels along a side of a sample."""
        return 1 if component == 0 else self.halving

    def blocks(self, component):
        """Columns and rows of blocks."""
        side = 8 * self.pixels_of_sample(component)
        return -(-self.width // side), -(-self.height // side)


def read_codes(content, codes):
    at = 0
    while at < len(content):
        counts = content[at + 1 : at + 17]
        code, values, place = {}, content[at + 17 : at + 17 + sum(counts)], 0
        word = 0
        for length, count in enumerate(counts, 1):
            for _ in range(count):
                code[length, word] = values[place]
                word, place = word + 1, place + 1
            word <<= 1
        codes[content[at]] = code
        at += 17 + len(values)


class Scan:
    """One scan (T.81, sections F.2 and G.1)."""

    def __init__(self, picture, header, codes, coded):
        count = header[0]
        self.picture = picture
        self.components = [(header[1 + 2 * i] - 1, header[2 + 2 * i]) for i in range(count)]
        self.first, self.last, approximation = header[1 + 2 * count :]
        self.high, self.low = approximation >> 4, approximation & 15
        self.codes = codes
        self.intervals, start = [], 0
        for at in range(len(coded) - 1):
            if coded[at] == 0xFF and 0xD0 <= coded[at + 1] <= 0xD7:
                self.intervals.append(coded[start:at])
                start = at + 2
        self.intervals = [part.replace(b"\xff\0", b"\xff") for part in [*self.intervals, coded[start:]]]

    def read(self):
        picture = self.picture
        if len(self.components) == 1:
            c, tables = self.components[0]
            columns, rows = picture.blocks(c)
            units = [[(c, tables, row, column)] for row in range(rows) for column in range(columns)]
        else:
            side = 8 * picture.halving
            units = [
                [
                    (c, tables, scale * y + j, scale * x + i)
                    for c, tables in self.components
                    for scale in [picture.frame[c][0]]
                    for j in range(scale)
                    for i in range(scale)
                ]
                for y in range(-(-picture.height // side))
                for x in range(-(-picture.width // side))
            ]
        each = picture.restart or len(units)
        intervals = [units[start : start + each] for start in range(0, len(units), each)]
        if len(intervals) != len(self.intervals):
            raise malformed("restarts of the JPEG are not where they must be")
        for units, self.data in zip(intervals, self.intervals):
            self.bit, self.before, self.run = 0, [0, 0, 0], 0
            for c, tables, row, column in (block for unit in units for block in unit):
                columns, rows = picture.blocks(c)
                filling = [0] * 64
                block = picture.coefficients[c][row][column] if row < rows and column < columns else filling
                self.read_block(c, tables, block)

    def bits(self, count):
        value = 0
        for _ in range(count):
            if self.bit >= 8 * len(self.data):
                raise malformed("a scan of the JPEG ends too early")
            value = 2 * value + (self.data[self.bit >> 3] >> (7 - (self.bit & 7)) & 1)
            self.bit += 1
        return value

    def symbol(self, table):
        word = 0
        for length in range(1, 17):
            word = 2 * word + self.bits(1)
            symbol = self.codes[table].get((length, word))
            if symbol is not None:
                return symbol
        raise malformed("a code of the JPEG is none of its table")

    def number(self, size):
        value = self.bits(size)
        return value if size == 0 or value >> (size - 1) else value - (1 << size) + 1

    def read_block(self, c, tables, block):
        if self.high:
            (self.refine_dc if self.first == 0 else self.refine_ac)(tables, block)
            return
        if self.first == 0:
            self.before[c] += self.number(self.symbol(tables >> 4))
            block[0] = self.before[c] << self.low
        if self.last == 0:
            return
        if self.run:
            self.run -= 1
            return
        place = max(self.first, 1)
        while place <= self.last:
            run, size = divmod(self.symbol(16 | tables & 15), 16)
            if size == 0 and run < 15:
                self.run = (1 << run) - 1 + self.bits(run)
                return
            place += run
            if size:
                if place > self.last:
                    raise malformed("a run of the JPEG leaves its scan")
                block[ORDER[place]] = self.number(size) * (1 << self.low)
            place += 1

    def refine_dc(self, _, block):
        block[0] |= self.bits(1) << self.low

    def refine_ac(self, tables, block):
        one, place = 1 << self.low, self.first
        while place <= self.last and not self.run:
            run, size = divmod(self.symbol(16 | tables & 15), 16)
            value = 0
            if size:
                value = one if self.bits(1) else -one
            elif run < 15:
                self.run = (1 << run) + self.bits(run)
                break
            while place <= self.last:
                at = ORDER[place]
                if block[at]:
                    self.correct(block, at, one)
                elif run == 0:
                    block[at] = value
                    place += 1
                    break
                else:
                    run -= 1
                place += 1
        if self.run:
            for at in ORDER[place : self.last + 1]:
                if block[at]:
                    self.correct(block, at, one)
            self.run -= 1

    def correct(self, block, at, one):
        if self.bits(1) and not abs(block[at]) & one:
            block[at] += one if block[at] > 0 else -one


def read(data):
    try:
        return Picture(data)
    except (IndexError, struct.error) as error:
        raise malformed("the JPEG ends too early") from error
