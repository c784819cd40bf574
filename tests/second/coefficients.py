"""The step of a published JPEG (docs/protocol.md, sections 3.5 and 4.8)."""

import hashlib
import struct

import circuits
import relation
import rounds
import steps
from container import Layout, fits
from edits import Crop, Resize, require
from field import P, powers
from relation import Slot
from statement import Lookup, X
from verdict import Refused

# round(2^29 cos(k pi / 16)) for k = 1, ..., 7
COSINES = [526555088, 496004047, 446391849, 379625062, 298269498, 205451603, 104738319]
COLOURS = [(299000, 587000, 114000), (-168736, -331264, 500000), (500000, -418688, -81312)]
SHIFTS = [13, 16, 16]
JPEG = 2


def cosine(u, i):
    """T[u][i] of section 3.5."""
    if u == 0:
        return COSINES[3]
    k = (2 * i + 1) * u % 32
    k = min(k, 32 - k)
    return COSINES[k - 1] if k < 8 else -COSINES[15 - k]


def nearest(dividend, divisor):
    """Halves are rounded away from zero."""
    magnitude = (2 * abs(dividend) + divisor) // (2 * divisor)
    return magnitude if dividend >= 0 else -magnitude


class Component:
    """One component of a picture: `ac[8 v + u][j][i]` are the weights of a sample, `dc[j][i]` those of a pixel."""

    def __init__(self, picture, number):
        self.number, self.shift = number, SHIFTS[number]
        self.d = picture.pixels_of_sample(number)
        self.n = 8 * self.d
        self.columns, self.rows = picture.blocks(number)
        self.values = picture.coefficients[number]
        table = picture.tables[min(number, 1)]
        self.ac = [self.samples(at // 8, at % 8, table[at]) if at else None for at in range(64)]
        self.dc = self.pixels(table[0])
        sums = [self.d**2 * sum(w for row in self.ac[at] for pixel in row for w in pixel) for at in range(1, 64)]
        sums = [sum(w for row in self.dc for pixel in row for w in pixel)] + sums
        self.offsets = [(1 << (self.shift - 1)) - (128 * total if number == 0 else 0) for total in sums]

    def samples(self, v, u, q):
        def weight(j, i, m):
            product = (cosine(v, j) * cosine(u, i) * m) << self.shift
            return nearest(product, 2**60 * 10**6 * self.d**2 * q)

        return [[[weight(j, i, m) for m in COLOURS[self.number]] for i in range(8)] for j in range(8)]

    def pixels(self, q):
        n, area = self.n, self.n**2
        totals = [nearest(m << (self.shift + 3), 10**6 * q) for m in COLOURS[self.number]]
        entries = []
        for j in range(n):
            row = []
            for i in range(n):
                r, g, b = (total // area + (rank(j, i, n) < total % area) for total in totals)
                row.append([(r, g, b), (r, g, -r - g), (-g - b, g, b)][self.number])
            entries.append(row)
        return entries

    def weight_of_pixels(self, in_block):
        """B_j[i][ch] of section 4.8 for this component alone, as B[j][i][ch]."""
        of_sample = [
            [[sum(in_block[at] * self.ac[at][j][i][c] for at in range(1, 64)) for c in range(3)] for i in range(8)]
            for j in range(8)
        ]
        return [
            [[of_sample[j // self.d][i // self.d][c] + self.dc[j][i][c] for c in range(3)] for i in range(self.n)]
            for j in range(self.n)
        ]


def rank(j, i, n):
    answer = 0
    for e in range(n.bit_length() - 1):
        a, b = i >> e & 1, j >> e & 1
        answer = 4 * answer + 2 * (a ^ b) + b
    return answer


class Tensor:
    """How the coefficients of a component, or limbs of their remainders, lie in columns (section 2.6)."""

    def __init__(self, component, k):
        self.k, self.height, self.row = k, 8 * component.rows, 8 * component.columns
        self.g = min(self.height, ((1 << k) - 256) // self.row)
        self.columns, self.used = -(-self.height // self.g), self.g * self.row


class Group:
    """Y, or Cb and Cr.

    bits: of the limbs of a remainder. limbs: the numbers of their tensors in `auxiliary`, each with component and unit.
    scale: by what the equation of the coefficients is multiplied, so that the limbs have room for all of a remainder.
    """

    def __init__(self, components, first, bits, limbs, scale, k):
        self.components, self.bits, self.scale, self.tensor = components, bits, scale, Tensor(components[0], k)
        of_components = [(component, 1 << bits * limb) for component in components for limb in range(limbs)]
        self.limbs = [(first + i, component, unit) for i, (component, unit) in enumerate(of_components)]
        self.n = components[0].n


class Looked:
    """The groups that share a lookup, as one lookup sees them."""

    def __init__(self, groups, k):
        self.k, self.used = k, max(group.tensor.used for group in groups)
        self.columns = sum(group.tensor.columns * len(group.limbs) for group in groups)
        tensors = [number for group in groups for number, _, _ in group.limbs]
        self.lookup = Lookup(tensors, None, [(q, 0) for q in range(1 << groups[0].bits)])


SUMS = 0  # the number of the tensor U


class JpegStatement:
    """The last step of a file with a JPEG. group: a crop, a resize, a crop and then a resize, or nothing.

    frame: the crop. edit: the resize, whose sums are not rounded. unit: what stands for one in what the JPEG is made of.
    """

    def __init__(self, group, given, picture):
        self.picture, self.given, self.frame, self.edit, self.unit = picture, given, None, None, 1
        size = given.width, given.height
        for name, parameters in group:
            if name == "crop":
                self.frame = Crop(*size, *parameters)
                size = self.frame.output
            else:
                self.edit = Resize(*size, *parameters)
                size, self.unit = self.edit.output, self.edit.divisor
        require(fits(*size, given.k), "the output is too large for the columns of this original")
        self.made = Layout(*size, given.k)
        # Everything else follows from the picture, whose size is looked at first.
        if size != (picture.width, picture.height):
            raise Refused("published_pixels", "the picture is not as large as the recipe makes it")
        y, cb, cr = (Component(picture, number) for number in range(3))
        if self.edit is None:
            self.groups = [Group([y], 0, 13, 1, 1, given.k), Group([cb, cr], 1, 8, 2, 1, given.k)]
            self.looked = [Looked([group], given.k) for group in self.groups]
        else:
            self.groups = [Group([y], 1, 12, 3, 1 << 5, given.k), Group([cb, cr], 4, 12, 3, 1 << 2, given.k)]
            self.looked = [Looked(self.groups, given.k)]
        self.layouts = [] if self.edit is None else [self.made]  # of the tensors, in their order
        self.layouts += [group.tensor for group in self.groups for _ in group.limbs]

    def digest(self):
        picture = self.picture
        parts = [b"proofroom jpeg v1", struct.pack("<IIB", picture.width, picture.height, picture.halving)]
        parts += picture.tables
        for rows in picture.coefficients:
            parts += [struct.pack("<64h", *block) for row in rows for block in row]
        return hashlib.sha3_256(b"".join(parts)).digest()

    def check_counts(self, step, number):
        k, lengths, instances = self.given.k, [], 0
        for looked in self.looked:
            width, count = looked.lookup.instances(looked.columns)
            instances += count
            lengths += [circuits.lookup(k, width).proof_length(len(p)) for p in steps.proofs_of(width, count, k)]
        auxiliary = sum(layout.columns for layout in self.layouts)
        steps.counted("commitments of the output", len(step.output), 0, number)
        steps.counted("auxiliary commitments", len(step.auxiliary), auxiliary, number)
        steps.counted("later commitments", len(step.later), 0, number)
        steps.counted("commitments to multiplicities", len(step.multiplicities), instances, number)
        steps.counted("proofs", len(step.proofs), len(lengths) + 1, number)
        for proof, length in zip(step.proofs, lengths):
            steps.counted("bytes of the proof of a lookup", len(proof), length, number)

    def claims(self, file, number, given):
        """As steps.claims_of_step."""
        step = file.steps[number]
        challenges = steps.Challenges(file, number, self.given, given, self.absorbed(), None)
        points = self.points(step, given)
        proofs, multiplicities = iter(step.proofs), iter([commitment.point for commitment in step.multiplicities])
        claims = []
        for looked in self.looked:
            about = looked.lookup, number, looked, challenges, points, multiplicities, proofs
            claims += steps.claims_of_lookup(*about)
        slots, value = self.slots_and_value(challenges)
        slots = relation.with_spare(slots)
        circuit = circuits.inner_product(self.given.k, len(slots), 0)
        return claims + steps.claims_of_sum(number, circuit, slots, [], value, challenges, points, next(proofs))

    def absorbed(self):
        """The picture, as the output of the step that round 0 absorbs."""
        return rounds.tensor(JPEG, self.made, self.digest())

    def points(self, step, given):
        planes, at = {X: [commitment.point for commitment in given]}, 0
        for number, layout in enumerate(self.layouts):
            planes[number] = [commitment.point for commitment in step.auxiliary[at : at + layout.columns]]
            at += layout.columns
        return planes

    def slots_and_value(self, challenges):
        r, t = challenges.r, challenges.t
        factors = [1, challenges.gamma, challenges.gamma**2 % P]
        in_block = [a * b % P for a in powers(r, 8) for b in powers(t, 8)]
        slots, value = [], 0
        if self.edit is not None:
            slots = self.slots_of_sums(r, t, factors[2] * challenges.gamma % P)
        for group in self.groups:
            products = self.products(group, in_block, [factor * group.scale for factor in factors], r, t)
            if self.edit is None:
                slots += relation.proportional_columns(self.given, relation.placed(self, products))
            else:
                slots += relation.proportional_columns(self.made, products, SUMS)
            tensor = group.tensor
            minus = [-power % P for power in powers(t, tensor.row)]
            for slot in relation.proportional_columns(tensor, [(powers(r, tensor.height), minus)]):
                terms = [
                    (f * factors[component.number] * unit % P, limb, column)
                    for f, _, column in slot.terms
                    for limb, component, unit in group.limbs
                ]
                slots.append(Slot(terms, slot.weights))
            for component in group.components:
                scale = group.scale * self.unit
                value += factors[component.number] * scale * value_of(component, in_block, r, t)
        return slots, value % P

    def slots_of_sums(self, r, t, factor):
        """The relation of a resize whose sums are not rounded: they are the only plane, and its value is zero."""
        products = relation.placed(self, self.edit.adjoint(*relation.output_weights(self.made, r, t)))
        slots = relation.slots_of_input(self.given, products, 1)
        slots.append(relation.slot_of_planes(self.made, [(SUMS, 1)], r, t))
        return [Slot(slot.terms, [factor * weight % P for weight in slot.weights]) for slot in slots]

    def products(self, group, in_block, factors, r, t):
        width, height, n = self.picture.width, self.picture.height, group.n
        pixels = [[[0] * 3 for _ in range(n)] for _ in range(n)]
        for component in group.components:
            weights = component.weight_of_pixels(in_block)
            for j in range(n):
                for i in range(n):
                    for c in range(3):
                        pixels[j][i][c] += factors[component.number] * weights[j][i][c]
        rows, columns = powers(pow(r, 8, P), -(-height // n)), powers(pow(t, 8, P), -(-width // n))
        products = []
        for j in range(n):
            alpha, beta = [0] * height, [0] * 3 * width
            for b, weight in enumerate(rows):
                alpha[min(n * b + j, height - 1)] += weight
            for b, weight in enumerate(columns):
                for i in range(n):
                    at = 3 * min(n * b + i, width - 1)
                    for c in range(3):
                        beta[at + c] += weight * pixels[j][i][c]
            products.append(([a % P for a in alpha], [b % P for b in beta]))
        return products


def value_of(component, in_block, r, t):
    rows, columns = powers(pow(r, 8, P), component.rows), powers(pow(t, 8, P), component.columns)
    total = 0
    for of_row, blocks in zip(rows, component.values):
        sums = [0] * 64
        for of_column, block in zip(columns, blocks):
            for at, coefficient in enumerate(block):
                if coefficient:
                    sums[at] += coefficient * of_column
        total += of_row * (sum(a * b for a, b in zip(sums, in_block)) % P)
    offsets = sum(a * b for a, b in zip(component.offsets, in_block)) % P
    return (total << component.shift) - sum(rows) % P * (sum(columns) % P) * offsets
