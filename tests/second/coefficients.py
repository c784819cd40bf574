"""The step of a published JPEG (docs/protocol.md, sections 3.5 and 4.8)."""

import hashlib
import struct

import circuits
import relation
import rounds
import steps
from container import Layout
from edits import Crop
from field import P, powers
from relation import Slot
from statement import Lookup
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
    """Y, or Cb and Cr. limbs: the numbers of the tensors in `auxiliary`, each with component and unit."""

    def __init__(self, components, limbs, values, k):
        self.components, self.limbs, self.tensor = components, limbs, Tensor(components[0], k)
        self.lookup = Lookup([number for number, _, _ in limbs], None, [(q, 0) for q in range(values)])
        self.n = components[0].n


class JpegStatement:
    """The last step of a file with a JPEG. group: a crop, or nothing."""

    def __init__(self, group, given, picture):
        self.picture, self.given, self.crop = picture, given, None
        size = given.width, given.height
        if group:
            ((_, rectangle),) = group
            self.crop = Crop(*size, *rectangle)
            size = self.crop.output
        self.made = Layout(*size, given.k)
        # Everything else follows from the picture, whose size is looked at first.
        if size != (picture.width, picture.height):
            raise Refused("published_pixels", "the picture is not as large as the recipe makes it")
        y, cb, cr = (Component(picture, number) for number in range(3))
        self.groups = [
            Group([y], [(0, y, 1)], 1 << 13, given.k),
            Group([cb, cr], [(1, cb, 1), (2, cb, 256), (3, cr, 1), (4, cr, 256)], 1 << 8, given.k),
        ]

    def digest(self):
        picture = self.picture
        parts = [b"proofroom jpeg v1", struct.pack("<IIB", picture.width, picture.height, picture.halving)]
        parts += picture.tables
        for rows in picture.coefficients:
            parts += [struct.pack("<64h", *block) for row in rows for block in row]
        return hashlib.sha3_256(b"".join(parts)).digest()

    def check_counts(self, step, number):
        k, lengths, instances = self.given.k, [], 0
        for group in self.groups:
            width, count = group.lookup.instances(group.tensor.columns)
            instances += count
            lengths += [circuits.lookup(k, width).proof_length(len(p)) for p in steps.proofs_of(width, count, k)]
        limbs = sum(group.tensor.columns * len(group.limbs) for group in self.groups)
        steps.counted("commitments of the output", len(step.output), 0, number)
        steps.counted("auxiliary commitments", len(step.auxiliary), limbs, number)
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
        for group in self.groups:
            about = group.lookup, number, group.tensor, challenges, points, multiplicities, proofs
            claims += steps.claims_of_lookup(*about)
        slots, value = self.slots_and_value(challenges)
        size = next(size for size in relation.CLASSES if size >= len(slots))
        slots += [Slot(slots[-1].terms, [])] * (size - len(slots))
        circuit = circuits.inner_product(self.given.k, size, 0)
        return claims + steps.claims_of_sum(number, circuit, slots, [], value, challenges, points, next(proofs))

    def absorbed(self):
        """The picture, as the output of the step that round 0 absorbs."""
        return rounds.tensor(JPEG, self.made, self.digest())

    def points(self, step, given):
        planes, at = {relation.X: [commitment.point for commitment in given]}, 0
        for group in self.groups:
            for limb, _, _ in group.limbs:
                columns = step.auxiliary[at : at + group.tensor.columns]
                planes[limb] = [commitment.point for commitment in columns]
                at += group.tensor.columns
        return planes

    def slots_and_value(self, challenges):
        r, t = challenges.r, challenges.t
        factors = [1, challenges.gamma, challenges.gamma**2 % P]
        in_block = [a * b % P for a in powers(r, 8) for b in powers(t, 8)]
        slots, value = [], 0
        for group in self.groups:
            products = self.products(group, in_block, factors, r, t)
            slots += relation.proportional_columns(self.given, products)
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
                value += factors[component.number] * value_of(component, in_block, r, t)
        return slots, value % P

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
            product = [a % P for a in alpha], [b % P for b in beta]
            products += [product] if self.crop is None else self.crop.adjoint(*product)
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
