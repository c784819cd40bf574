"""The public generators (docs/cameras.md, "Generators"), and claims about sums of their multiples."""

import hashlib
import os
import secrets

import curve
from field import P, coefficients_of

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
DIGESTS = {
    14: "7cbec4e8c03a36b4a7e7cb771567e935e0b9ff853822b336ba3eae00bc6c650a",
    15: "6fb51ff02f2801bb801d7db96a97eee1c268e7a4507a6a66ddebe177e722b0c8",
    16: "052f3ad5e260b50c74ae2c5c88135e3f31f5ecedc71614c3fa8a9a159263e382",
}


class Parameters:
    """For one k: the generators G_i of coefficients, L_i of values, W of blinding factors, and U."""

    def __init__(self, k):
        with open(os.path.join(ROOT, "circuits", "params", f"k{k}.bin"), "rb") as file:
            data = file.read()
        if hashlib.sha3_256(data).hexdigest() != DIGESTS[k]:
            raise ValueError(f"the parameters for k = {k} are altered")
        number = int.from_bytes
        points = [
            (number(data[at : at + 32], "little"), number(data[at + 32 : at + 64], "little"))
            for at in range(4, len(data), 64)
        ]
        self.k, self.n = k, 1 << k
        self.g, self.l = points[: self.n], points[self.n : 2 * self.n]
        self.w, self.u = points[2 * self.n :]
        assert number(data[:4], "little") == k


_loaded = {}


def parameters(k):
    if k not in _loaded:
        _loaded[k] = Parameters(k)
    return _loaded[k]


class Claim:
    """That a sum is the point at infinity: of multiples of columns of generators, of W and U, and of other points.

    A claim is proved by computing the sum. Several claims are proved by the sum of their multiples by random factors,
    which the maker of a file cannot foresee (docs/protocol.md, section 8).
    """

    def __init__(self, k):
        self.k = k
        self.coefficients = None  # of the G_i
        self.values = None  # of the L_i
        self.w = self.u = 0
        self.terms = []

    def add_point(self, factor, point):
        self.terms.append((factor, point))

    def add_terms(self, factor, terms):
        self.terms += [(factor * scalar % P, point) for scalar, point in terms]

    def add_coefficients(self, factor, coefficients):
        self.coefficients = _added(self.coefficients, factor, coefficients)

    def add_values(self, factor, values):
        """Values of the first rows of a column; the others are zero."""
        self.values = _added(self.values, factor, list(values) + [0] * ((1 << self.k) - len(values)))

    def add_claim(self, factor, claim):
        self.add_terms(factor, claim.terms)
        self.w += factor * claim.w
        self.u += factor * claim.u
        if claim.coefficients:
            self.add_coefficients(factor, claim.coefficients)
        if claim.values:
            self.add_values(factor, claim.values)

    def holds(self):
        known = parameters(self.k)
        coefficients = self.coefficients
        if self.values:
            coefficients = _added(coefficients, 1, coefficients_of(self.values))
        terms = self.terms + [(self.w, known.w), (self.u, known.u)]
        if coefficients:
            terms = terms + list(zip(coefficients, known.g))
        return curve.multiply_out(terms) is None


def _added(total, factor, summand):
    if total is None:
        return [factor * value % P for value in summand]
    return [(a + factor * value) % P for a, value in zip(total, summand, strict=True)]


def random_factor():
    return secrets.randbelow(P - 1) + 1


def first_false(claims):
    """The index of the first claim that does not hold, or None. All share one multiplication if all of them hold."""
    if not claims:
        return None
    together = Claim(claims[0].k)
    for claim in claims:
        together.add_claim(random_factor(), claim)
    if together.holds():
        return None
    for index, claim in enumerate(claims):
        if not claim.holds():
            return index
    raise AssertionError("a sum of claims that hold does not hold")
