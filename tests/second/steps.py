"""The proofs of a step (docs/protocol.md, sections 5.2 and 8.2): how many there are, what each is about, and the claims
about sums that remain when they are read."""

import circuits
import curve
import halo2
import hidden_crop
import relation
from field import P
from parameters import Claim, random_factor
from rounds import IMAGE, Rounds, tensor
from statement import X, Y
from verdict import Refused, malformed


def counted(what, count, expected, step=None):
    if count != expected:
        raise malformed(f"{what}: {count} instead of {expected}", step)


def check_counts(statement, step, number):
    """How many commitments and proofs a step has, and how long the proofs of lookups are."""
    columns, k = statement.made.columns, statement.made.k
    hidden = statement.hidden is not None
    counted("commitments of the output", len(step.output), columns, number)
    counted("auxiliary commitments", len(step.auxiliary), statement.committed_planes * columns + hidden, number)
    counted("later commitments", len(step.later), 3 if hidden else 0, number)
    lengths, instances = [], 0
    for lookup in statement.lookups:
        width, count = lookup.instances(columns * len(lookup.low))
        instances += count
        circuit = circuits.lookup(k, width)
        lengths += [circuit.proof_length(len(proof)) for proof in proofs_of(width, count, k)]
    counted("commitments to multiplicities", len(step.multiplicities), instances, number)
    counted("proofs", len(step.proofs), len(lengths) + (not statement.tones), number)
    for proof, length in zip(step.proofs, lengths):
        counted("bytes of the proof of a lookup", len(proof), length, number)


def proofs_of(width, instances, k):
    """Which instances of a lookup each of its proofs is about."""
    each = (180 if k == 16 else 360) // width
    return [range(start, min(start + each, instances)) for start in range(0, instances, each)]


class Challenges:
    """All challenges of a step. s is None unless it has a hidden crop."""

    def __init__(self, file, number, layout, given, made, later):
        """`given` are the commitments to the input, `made` is the output as rounds.tensor gives it."""
        rounds = Rounds(file, number, (layout, given), made)
        self.alpha, self.theta, self.r, self.t = (rounds.challenge(i) for i in range(4))
        self.s = None
        if later is not None:
            rounds.next([later])
            self.s = rounds.challenge(0)
        self.z, self.gamma = rounds.last(0), rounds.last(1)


def points_by_plane(statement, step, given):
    """The points of each image and plane, by the names that statements use for them."""
    columns = statement.made.columns
    planes = {X: given, Y: step.output}
    for plane in range(statement.committed_planes):
        planes[plane] = step.auxiliary[plane * columns : (plane + 1) * columns]
    if statement.hidden is not None:
        planes[hidden_crop.PLACES] = step.auxiliary[-1:]
        for name, commitment in zip((hidden_crop.ROWS, hidden_crop.BYTES, hidden_crop.ROW_SUMS), step.later):
            planes[name] = [commitment]
    return {name: [commitment.point for commitment in commitments] for name, commitments in planes.items()}


def claims_of_step(file, number, statement, given, pixels):
    """Pairs: what is wrong if a claim does not hold, and the claim. `given` are the commitments to the input."""
    step = file.steps[number]
    made = tensor(IMAGE, statement.made, statement.made.hash(step.output))
    later = step.later if statement.hidden is not None else None
    challenges = Challenges(file, number, statement.given, given, made, later)
    points = points_by_plane(statement, step, given)
    proofs, multiplicities = iter(step.proofs), iter([commitment.point for commitment in step.multiplicities])
    claims = []
    for lookup in statement.lookups:
        claims += claims_of_lookup(lookup, number, statement.made, challenges, points, multiplicities, proofs)
    if not statement.tones:
        claims += claims_of_relation(number, statement, challenges, points, pixels, next(proofs))
    return claims


def claims_of_proof(what, number, circuit, instances, linked, public, proof):
    """Reads one proof. `linked` has the points of the linked columns of each instance."""
    by_column = [dict(zip(circuit.linked, points, strict=True)) for points in linked]
    claim, commitments = halo2.verify(circuit.system, instances, by_column, proof)
    about_public = public_columns_claim(circuit, commitments, public)
    return [
        (Refused("proof", f"a proof of the {what} is false", number), claim),
        (Refused("proof", f"public columns of the {what} are not the verifier's", number), about_public),
    ]


def public_columns_claim(circuit, instances, columns):
    """That the commitments to public columns in a proof, whose instances these are, are those to these columns.

    Each has the blinding factor one, and gets a random factor (section 6.1).
    """
    claim = Claim(circuit.system.k)
    for column, values in zip(circuit.public, columns, strict=True):
        total = 0
        for commitments in instances:
            factor = random_factor()
            total += factor
            claim.add_point(-factor, commitments[column])
        claim.w += total
        claim.add_values(total, values)
    return claim


def claims_of_lookup(lookup, number, made, challenges, points, multiplicities, proofs):
    """Section 5.2, of one lookup. `made` says how many rows of a column have data."""
    inputs = [point for plane in lookup.low for point in points[plane]]
    width, count = lookup.instances(len(inputs))
    if lookup.high is not None:
        inputs = curve.add_multiples(inputs, challenges.theta, points[lookup.high])
    inputs += inputs[-1:] * (width * count - len(inputs))
    public = public_columns_of_lookup(lookup, made, challenges)
    circuit = circuits.lookup(made.k, width)
    claims = []
    for proof in proofs_of(width, count, made.k):
        linked = [inputs[i * width : (i + 1) * width] + [next(multiplicities)] for i in proof]
        claims += claims_of_proof("lookup", number, circuit, [[] for _ in proof], linked, public, next(proofs))
    return claims


def public_columns_of_lookup(lookup, made, challenges):
    """The table of section 6.3."""
    alpha, theta = challenges.alpha, challenges.theta
    entries = [(low + theta * high) % P for low, high in lookup.entries]
    end = max(made.used, len(entries))
    channels = [alpha - (channel << 16) if lookup.channels else alpha for channel in range(3)]
    return [
        [channels[row % 3] for row in range(made.used)],
        [alpha - entry for entry in entries],
        [1] * made.used,
        [1] * len(entries),
        [1] * end,
        [1] + [0] * (end - 1) + [1],
    ]


def claims_of_relation(number, statement, challenges, points, pixels, proof):
    """Sections 4.3, 4.4 and 4.7."""
    given, made = statement.given, statement.made
    rho, tau = relation.output_weights(made, challenges.r, challenges.t)
    value = relation.value_of(statement, rho, tau, pixels)
    planes = None
    if statement.planes:
        planes = relation.slot_of_planes(made, statement.planes, challenges.r, challenges.t)
    products = statement.edit.adjoint(rho, tau)
    if statement.hidden is not None:
        slots, pairs, value = hidden_crop.equations(statement, products, value, challenges, planes)
        circuit = circuits.inner_product(made.k, 1, 3)
    else:
        slots, pairs = relation.all_slots(given, relation.placed(statement, products), planes), []
        circuit = circuits.inner_product(made.k, len(slots), 0)
    return claims_of_sum(number, circuit, slots, pairs, value, challenges, points, proof)


def claims_of_sum(number, circuit, slots, pairs, value, challenges, points, proof):
    """Section 4.4."""
    counted("bytes of the proof of the relation", len(proof), circuit.proof_length(1), number)
    sums = {}  # of columns, each once
    for slot in slots:
        if id(slot.terms) not in sums:
            terms = [(factor, points[plane][column]) for factor, plane, column in slot.terms]
            sums[id(slot.terms)] = curve.multiply_out(terms)
    linked = [sums[id(slot.terms)] for slot in slots]
    end = (1 << circuit.system.k) - 256
    public = [slot.weights for slot in slots] + pairs + [[1], [1] * end, [0] * end + [1]]
    instance = [[value, challenges.z, challenges.gamma]]
    return claims_of_proof("relation", number, circuit, [instance], [linked], public, proof)
