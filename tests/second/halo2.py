"""halo2's `verify_proof` (halo2_proofs 0.4.1) for circuits with advice and instance columns and gates only.

The circuits of docs/protocol.md have no fixed columns, no copies and no lookups of halo2's own, so those parts of its
verifier are left out. Names in comments are those of files of halo2.
"""

import hashlib
import struct
from functools import cached_property

import curve
from field import Malformed, P, element, encoding, inverse, inverses, powers, reduced, root_of_unity
from parameters import Claim, parameters

Q_TEXT, P_TEXT = f"{curve.Q:#066x}", f"{P:#066x}"


# Expressions, as `plonk/circuit.rs` builds and prints them: a - b is a + (-b).


class Expression:
    def __add__(self, other):
        return Sum(self, other)

    def __sub__(self, other):
        return Sum(self, Negated(other))

    def __mul__(self, other):
        return Product(self, other)

    def __neg__(self):
        return Negated(self)


class Constant(Expression):
    def __init__(self, scalar):
        self.scalar = scalar % P

    degree = 0

    def value(self, advice, instance):
        return self.scalar

    def __repr__(self):
        return f"Constant({self.scalar:#066x})"


class Cell(Expression):
    """A query: a column at a rotation."""

    degree = 1

    def __init__(self, kind, index, column, rotation):
        self.kind, self.index, self.column, self.rotation = kind, index, column, rotation

    def value(self, advice, instance):
        return (advice if self.kind == "Advice" else instance)[self.index]

    def __repr__(self):
        return (
            f"{self.kind} {{ query_index: {self.index}, column_index: {self.column}, "
            f"rotation: Rotation({self.rotation}) }}"
        )


class Negated(Expression):
    def __init__(self, of):
        self.of, self.degree = of, of.degree

    def value(self, advice, instance):
        return -self.of.value(advice, instance)

    def __repr__(self):
        return f"Negated({self.of})"


class Sum(Expression):
    def __init__(self, left, right):
        self.left, self.right, self.degree = left, right, max(left.degree, right.degree)

    def value(self, advice, instance):
        return self.left.value(advice, instance) + self.right.value(advice, instance)

    def __repr__(self):
        return f"Sum({self.left}, {self.right})"


class Product(Expression):
    def __init__(self, left, right):
        self.left, self.right, self.degree = left, right, left.degree + right.degree

    def value(self, advice, instance):
        return self.left.value(advice, instance) * self.right.value(advice, instance) % P

    def __repr__(self):
        return f"Product({self.left}, {self.right})"


class Scaled(Expression):
    def __init__(self, of, scalar):
        self.of, self.scalar, self.degree = of, scalar % P, of.degree

    def value(self, advice, instance):
        return self.of.value(advice, instance) * self.scalar % P

    def __repr__(self):
        return f"Scaled({self.of}, {self.scalar:#066x})"


class ConstraintSystem:
    """Columns, queries in the order in which they were first made, and gates."""

    def __init__(self, k):
        self.k = k
        self.advice_columns = self.instance_columns = 0
        self.advice_queries, self.instance_queries = [], []
        self.gates = []

    def advice_column(self):
        self.advice_columns += 1
        return self.advice_columns - 1

    def instance_column(self):
        self.instance_columns += 1
        return self.instance_columns - 1

    def advice(self, column, rotation=0):
        return self._query("Advice", self.advice_queries, column, rotation)

    def instance(self, column, rotation=0):
        return self._query("Instance", self.instance_queries, column, rotation)

    def _query(self, kind, queries, column, rotation):
        if (column, rotation) not in queries:
            queries.append((column, rotation))
        return Cell(kind, queries.index((column, rotation)), column, rotation)

    @property
    def degree(self):
        # What halo2 asks for its permutation argument counts even if there is none.
        return max([3] + [gate.degree for gate in self.gates])

    @cached_property
    def key(self):
        """The number that stands for the verifying key in transcripts (`plonk.rs`)."""

        def queries(kind, list_of):
            return ", ".join(
                f"(Column {{ index: {column}, column_type: {kind} }}, Rotation({rotation}))"
                for column, rotation in list_of
            )

        extended = self.k
        while 1 << extended < (self.degree - 1) << self.k:
            extended += 1
        text = (
            f'PinnedVerificationKey {{ base_modulus: "{Q_TEXT}", scalar_modulus: "{P_TEXT}", '
            f"domain: PinnedEvaluationDomain {{ k: {self.k}, extended_k: {extended}, "
            f"omega: {root_of_unity(self.k):#066x} }}, "
            f"cs: PinnedConstraintSystem {{ num_fixed_columns: 0, num_advice_columns: {self.advice_columns}, "
            f"num_instance_columns: {self.instance_columns}, num_selectors: 0, gates: {self.gates}, "
            f"advice_queries: [{queries('Advice', self.advice_queries)}], "
            f"instance_queries: [{queries('Instance', self.instance_queries)}], "
            "fixed_queries: [], permutation: Argument { columns: [] }, lookups: [], constants: [], "
            "minimum_degree: None }, fixed_commitments: [], permutation: VerifyingKey { commitments: [] } }"
        ).encode()
        hasher = hashlib.blake2b(person=b"Halo2-Verify-Key")
        hasher.update(struct.pack("<Q", len(text)) + text)
        return reduced(hasher.digest())


class Transcript:
    """`transcript.rs`: what was said so far, and the bytes of a proof that are still to be read."""

    def __init__(self, proof):
        self.state = hashlib.blake2b(person=b"Halo2-Transcript")
        self.proof, self.at = proof, 0

    def challenge(self):
        self.state.update(b"\0")
        return reduced(self.state.copy().digest())

    def absorb_point(self, point):
        if point is None:
            raise Malformed("the point at infinity cannot be absorbed")
        self.state.update(b"\1" + encoding(point[0]) + encoding(point[1]))

    def absorb_scalar(self, scalar):
        self.state.update(b"\2" + encoding(scalar))

    def _take(self):
        self.at += 32
        return self.proof[self.at - 32 : self.at]

    def read_point(self):
        point = curve.decode(self._take())
        self.absorb_point(point)
        return point

    def read_scalar(self):
        scalar = element(self._take())
        self.absorb_scalar(scalar)
        return scalar


def proof_length(system, instances, linked):
    """Bytes of a proof of so many instances, in each of which so many commitments are linked and left out."""
    sets = len(_point_sets(system))
    pieces = system.degree - 1
    points = instances * (system.advice_columns - linked) + 1 + pieces + 1 + 1 + 2 * system.k
    scalars = instances * (len(system.advice_queries) + len(system.instance_queries)) + 1 + sets + 2
    return 32 * (points + scalars)


def _point_sets(system):
    """The different sets of rotations at which columns are queried."""
    rotations = {}
    for kind, queries in (("instance", system.instance_queries), ("advice", system.advice_queries)):
        for column, rotation in queries:
            rotations.setdefault((kind, column), set()).add(rotation)
    return {frozenset(of) for of in rotations.values()} | {frozenset([0])}


def verify(system, instances, linked, proof):
    """Reads and checks one proof (`plonk/verifier.rs`, `poly/multiopen/verifier.rs`, `poly/commitment/verifier.rs`).

    `instances` has for each instance the values of each instance column; `linked` has for each instance the
    commitments of columns that the statement names, by column, which are not in the bytes of the proof. The answer is
    the claim that remains, and for each instance the commitments to all advice columns.
    """
    k, n = system.k, 1 << system.k
    claim = Claim(k)
    transcript = Transcript(proof)
    transcript.absorb_scalar(system.key)
    instance_commitments = []
    for columns in instances:
        assert len(columns) == system.instance_columns
        commitments = [commit_instance(k, values) for values in columns]
        for commitment in commitments:
            transcript.absorb_point(commitment)
        instance_commitments.append(commitments)

    advice_commitments = []
    for known in linked:
        commitments = []
        for column in range(system.advice_columns):
            if column in known:
                transcript.absorb_point(known[column])
                commitments.append(known[column])
            else:
                commitments.append(transcript.read_point())
        advice_commitments.append(commitments)
    for _ in ("theta", "beta", "gamma"):  # of arguments that these circuits lack
        transcript.challenge()
    random_commitment = transcript.read_point()
    y = transcript.challenge()
    pieces = [transcript.read_point() for _ in range(system.degree - 1)]
    x = transcript.challenge()
    instance_values = [[transcript.read_scalar() for _ in system.instance_queries] for _ in instances]
    advice_values = [[transcript.read_scalar() for _ in system.advice_queries] for _ in instances]
    random_value = transcript.read_scalar()

    # The quotient: sum of y^i gate_i = h (x^n - 1).
    xn = pow(x, n, P)
    expected = 0
    for advice, instance in zip(advice_values, instance_values):
        for gate in system.gates:
            expected = (expected * y + gate.value(advice, instance)) % P
    expected = expected * inverse(xn - 1) % P
    quotient = list(zip(powers(xn, len(pieces)), pieces))

    # Each polynomial with the points at which it is opened, and its values there (`poly/multiopen.rs`).
    omega = root_of_unity(k)
    openings = {}

    def query(name, terms, rotation, value):
        openings.setdefault(name, (terms, {}))[1][x * pow(omega, rotation, P) % P] = value

    for i in range(len(instances)):
        for (column, rotation), value in zip(system.instance_queries, instance_values[i]):
            query((i, "instance", column), [(1, instance_commitments[i][column])], rotation, value)
        for (column, rotation), value in zip(system.advice_queries, advice_values[i]):
            query((i, "advice", column), [(1, advice_commitments[i][column])], rotation, value)
    query("quotient", quotient, 0, expected)
    query("random", [(1, random_commitment)], 0, random_value)

    x1, x2 = transcript.challenge(), transcript.challenge()
    sets = {}  # points -> polynomials that are opened there, in the order of their first queries
    for terms, values in openings.values():
        sets.setdefault(frozenset(values), []).append((terms, values))
    folds = []  # one for each set of points: terms, and values at its points
    for points, members in sets.items():
        terms, values, power = [], dict.fromkeys(points, 0), 1
        for member_terms, member_values in reversed(members):
            terms += [(power * scalar % P, point) for scalar, point in member_terms]
            for point in points:
                values[point] = (values[point] + power * member_values[point]) % P
            power = power * x1 % P
        folds.append((terms, values))

    claim.add_point(1, transcript.read_point())  # q'
    x3 = transcript.challenge()
    opened = [transcript.read_scalar() for _ in folds]
    value = 0
    for (_, values), at_x3 in zip(folds, opened):
        difference = at_x3 - interpolated(values, x3)
        for point in values:
            difference = difference * inverse(x3 - point) % P
        value = (value * x2 + difference) % P
    x4 = transcript.challenge()
    for (terms, _), at_x3 in zip(folds, opened):
        claim.terms = [(scalar * x4 % P, point) for scalar, point in claim.terms] + terms
        value = (value * x4 + at_x3) % P

    # The opening at x3: the claim's sum commits to a polynomial that is `value` there.
    claim.add_coefficients(1, [-value] + [0] * (n - 1))
    blind = transcript.read_point()
    claim.add_point(transcript.challenge(), blind)
    z = transcript.challenge()
    rounds = []
    for _ in range(k):
        left, right = transcript.read_point(), transcript.read_point()
        rounds.append((left, right, transcript.challenge()))
    u = [challenge for _, _, challenge in rounds]
    for (left, right, challenge), inverted in zip(rounds, inverses(u)):
        claim.add_point(inverted, left)
        claim.add_point(challenge, right)
    c, f = transcript.read_scalar(), transcript.read_scalar()
    if transcript.at != len(proof):
        raise Malformed("a proof is too long or too short")
    b, power = 1, x3
    for challenge in reversed(u):
        b = b * (1 + challenge * power) % P
        power = power * power % P
    fold = [-c % P]  # of the generators of coefficients
    for challenge in reversed(u):
        fold += [scalar * challenge % P for scalar in fold]
    claim.add_coefficients(1, fold)
    claim.u -= c * b * z
    claim.w -= f
    return claim, advice_commitments


def commit_instance(k, values):
    """Instance values are committed to with a blinding factor of one."""
    known = parameters(k)
    return curve.multiply_out([*zip(values, known.l), (1, known.w)])


def interpolated(values, at):
    """The polynomial with these values (a dict from points) at another point."""
    answer = 0
    for point, value in values.items():
        term = value
        for other in values:
            if other != point:
                term = term * (at - other) * inverse(point - other) % P
        answer += term
    return answer % P
