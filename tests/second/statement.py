"""What a step proves: planes, lookups and the relation (docs/protocol.md, section 3)."""

from container import Layout, fits
from edits import TONES, Crop, CropHidden, clamp, parts_of, require, table_of

X, Y = "input", "output"


class Lookup:
    """Columns that are looked up in one table.

    low: planes, by number, or X. high: what is looked up together with low, or None. entries: pairs of low and high.
    channels: whether low counts 2^16 for each channel besides.
    """

    def __init__(self, low, high, entries, channels=False):
        self.low, self.high, self.entries, self.channels = low, high, entries, channels

    WIDTHS = ((4, 15), (12, 27), (30, 54), (60, 99))  # inputs of a circuit, and its advice columns

    def instances(self, count):
        """Section 5.2, for so many columns in all: the inputs of a circuit, and how many instances there are."""
        width = min(self.WIDTHS, key=lambda shape: -(-count // shape[0]) * shape[1])[0]
        return width, -(-count // width)


class Statement:
    """One step.

    tones: whether it is one of tones. edit: else the edit; frame: a crop before it, or None; hidden: a crop at a hidden
    place before it, or None. planes: the factor of each hidden plane in the relation. given, made: how input and
    output lie in columns. further: the maps of the steps after this one that prove the same group.
    """

    def __init__(self, group, given, published, map=None):
        """The first step of a group, or one of those that the first has in `further`, which is `map`."""
        self.given, self.published, self.further = given, published, []
        size = given.width, given.height
        names = [name for name, _ in group]
        self.tones = bool(names) and names[0] in TONES
        self.frame = self.hidden = None
        self.planes, self.lookups = [], []
        if self.tones:
            self.made = given
            self.compose(group)
            return
        edits = [] if map is None else [map]
        for name, parameters in group:
            first, *self.further = parts_of(*size, name, parameters)
            edits.append(first)
            size = first.output
        if self.further:
            self.published = False
        if not edits:
            edits = [Crop(*size, 0, 0, *size)]
        if isinstance(edits[0], CropHidden):
            self.hidden = edits.pop(0)
            edits = edits or [Crop(*size, 0, 0, *size)]
        elif len(edits) == 2:
            self.frame = edits.pop(0)
        (self.edit,) = edits
        size = self.edit.output
        require(fits(*size, given.k), "the output is too large for the columns of this original")
        self.made = Layout(*size, given.k)
        self.divide()

    def compose(self, group):
        entries = []
        tables = [table_of(name, parameters) for name, parameters in group]
        for channel in range(3):
            for t in range(256):
                value = t
                for table in tables:
                    value = table[channel][value]
                entries.append((t + (channel << 16), value))
        self.lookups = [Lookup([X], Y, entries, channels=True)]

    def divide(self):
        """Section 3.3: planes and lookups of Y = clamp(floor(S / d)).

        factor: of the published output in the relation. offsets: what the relation adds for each channel.
        """
        edit, d = self.edit, self.edit.divisor
        bytes_only = edit.least >= 0 and edit.greatest <= 255
        self.factor, self.offsets = 0, edit.offsets
        if d == 1 and bytes_only:
            if self.published:
                self.factor = 1
            else:
                self.planes = [(Y, 1)]
            return
        if self.published and bytes_only:
            self.factor = d
            root = 1 << (d.bit_length() // 2)
            if d <= 1 << 13:
                self.planes = [(0, 1)]
                self.lookups = [Lookup([0], None, [(q, 0) for q in range(d)])]
            else:
                assert root * root == d
                self.planes = [(0, 1), (1, root)]
                self.lookups = [Lookup([0, 1], None, [(q, 0) for q in range(root)])]
            return
        unit = d // edit.fraction
        if unit > 1:
            self.planes.append((0, 1))
            self.lookups.append(Lookup([0], None, [(q, 0) for q in range(unit)]))
        quotient = len(self.planes)
        self.planes.append((quotient, unit))
        count = edit.fraction * (edit.greatest - edit.least + 1)
        entries = [(q, clamp(edit.least + q // edit.fraction)) for q in range(count)]
        self.lookups.append(Lookup([quotient], Y, entries))
        self.offsets = [offset - d * edit.least for offset in edit.offsets]

    @property
    def committed_planes(self):
        """How many planes `auxiliary` has."""
        return sum(plane != Y for plane, _ in self.planes)
