#!/usr/bin/env python3
"""Verifies published pictures from what docs/ says of them. README.md beside this file has the limits.

    verify.py [--trust TRUST.JSON] [--expect TEXT] FILE...

prints a verdict for each file, and exits with 0 only if all of them verify.
"""

import argparse
import json
import os
import sys

import circuits
import container
import curve
import edits
import halo2
import hidden_crop
import png
import relation
import rounds
from container import Layout
from field import Malformed, P, powers
from parameters import Claim, first_false
from statement import X, Y, Statement
from verdict import Refused, malformed


def verify(data, sidecar=None, trust=None, expected=None):
    """Checks a PNG, with a proof inside or beside it. Raises Refused with the first check that fails.

    trust: the content of a trust list, or None. expected: the text that the proof must be bound to, or None.
    """
    file = container.Published(sidecar if sidecar is not None else png.proof_of(data))
    claims = claims_of(file, png.read(data), trust, expected)
    false = first_false([claim for _, claim in claims])
    if false is not None:
        raise claims[false][0]
    if trust is not None and standing(file.attestation, trust) != "trusted":
        raise Refused("unknown_maker", "everything holds, and the trust list does not name the maker")


def claims_of(file, picture, trust=None, expected=None):
    """Everything but the sums that the proofs leave: pairs of a claim about a sum, behind what is wrong if it is false."""
    if expected is not None and file.bound != expected:
        raise Refused("binding", "the proof is not bound to the text that is expected")
    size = file.attestation.size
    original = Layout(*size, container.k_of_original(*size))
    counted("commitments of the original", len(file.commitments), original.columns)
    file.attestation.check(original.hash(file.commitments))
    if trust is not None and standing(file.attestation, trust) == "revoked":
        raise Refused("revoked", "the key was revoked")

    statements = statements_of(file, original)
    made = statements[-1].made
    if (picture.width, picture.height) != (made.width, made.height):
        raise Refused("published_pixels", "the picture is not as large as the recipe makes it")
    for number, (statement, step) in enumerate(zip(statements, file.steps)):
        check_counts(statement, step, number)
    check_points(file)

    claims, given = [], file.commitments
    for number, (statement, step) in enumerate(zip(statements, file.steps)):
        try:
            claims += claims_of_step(file, statement, number, given, picture.pixels)
        except Malformed as error:
            raise Refused("proof", str(error), number) from error
        given = step.output
    wrong = Refused("published_pixels", "the pixels are not those that were proved")
    return claims + [(wrong, pixels_claim(file, made, picture))]


def counted(what, count, expected, step=None):
    if count != expected:
        raise malformed(f"{what}: {count} instead of {expected}", step)


def statements_of(file, original):
    """The statement of each step, from recipe, grouping and the size of the original alone."""
    edits.check_recipe(file.recipe)
    groups = edits.groups_of(file.recipe, file.grouping)
    counted("steps", len(file.steps), len(groups))
    statements, layout = [], original
    for number, group in enumerate(groups):
        try:
            statements.append(Statement(group, layout, published=number == len(groups) - 1))
        except Refused as error:
            error.step = number
            raise
        layout = statements[-1].made
    return statements


def check_counts(statement, step, number):
    """Section 8.2, 1: how many commitments and proofs a step has, and how long each proof is."""
    columns = statement.made.columns
    hidden = statement.hidden is not None
    counted("commitments of the output", len(step.output), columns, number)
    counted("auxiliary commitments", len(step.auxiliary), statement.committed_planes * columns + hidden, number)
    counted("later commitments", len(step.later), 3 if hidden else 0, number)
    k = statement.made.k
    lengths, instances = [], 0
    for lookup in statement.lookups:
        width, count = lookup.instances(columns)
        instances += count
        circuit = circuits.lookup(k, width)
        for proof in proofs_of(width, count):
            lengths.append(halo2.proof_length(circuit.system, len(proof), len(circuit.linked)))
    counted("commitments to multiplicities", len(step.multiplicities), instances, number)
    counted("proofs", len(step.proofs), len(lengths) + (not statement.tones), number)
    for proof, length in zip(step.proofs, lengths):
        counted("bytes of the proof of a lookup", len(proof), length, number)


def proofs_of(width, instances):
    """Which instances of a lookup each of its proofs is about."""
    each = 360 // width
    return [range(start, min(start + each, instances)) for start in range(0, instances, each)]


def check_points(file):
    """Every commitment is a point of the curve, and not at infinity."""
    for number, step in [(None, None), *enumerate(file.steps)]:
        if step is None:
            points = file.commitments
        else:
            points = step.output + step.auxiliary + step.multiplicities + step.later
        for commitment in points:
            try:
                commitment.point
            except Malformed as error:
                raise Refused("linked_commitment", str(error), number) from error


def claims_of_step(file, statement, number, given, pixels):
    """Section 8.2: the claims that the proofs of a step leave, each with what is wrong if it does not hold."""
    step, k = file.steps[number], statement.made.k
    columns = statement.made.columns
    committed = {X: [c.point for c in given], Y: [c.point for c in step.output]}
    for plane in range(statement.committed_planes):
        committed[plane] = [c.point for c in step.auxiliary[plane * columns : (plane + 1) * columns]]

    challenges = rounds.Rounds(file, number, (statement.given, given), (statement.made, step.output))
    alpha, theta, r, t = (challenges.challenge(i) for i in range(4))
    s = None
    if statement.hidden is not None:
        committed[hidden_crop.PLACES] = [step.auxiliary[-1].point]
        for name, commitment in zip((hidden_crop.ROWS, hidden_crop.BYTES, hidden_crop.ROW_SUMS), step.later):
            committed[name] = [commitment.point]
        challenges.next([step.later])
        s = challenges.challenge(0)
    z, gamma = challenges.last(0), challenges.last(1)

    claims = []
    proofs, multiplicities = iter(step.proofs), iter(step.multiplicities)

    def check(name, circuit, linked, instances, public):
        linked = [dict(zip(circuit.linked, points, strict=True)) for points in linked]
        claim, commitments = halo2.verify(circuit.system, instances, linked, next(proofs))
        about_public = circuits.public_columns_claim(k, circuit, commitments, public)
        claims.append((Refused("proof", f"a proof of the {name} is false", number), claim))
        claims.append((Refused("proof", f"public columns of the {name} are not the verifier's", number), about_public))

    for lookup in statement.lookups:
        width, count = lookup.instances(columns)
        points = [point for plane in lookup.low for point in committed[plane]]
        if lookup.high is not None:
            points = curve.add_multiples(points, theta, committed[lookup.high])
        points += [points[-1]] * (width * count - len(points))
        public = public_columns_of_lookup(lookup, statement.made, alpha, theta)
        for proof in proofs_of(width, count):
            linked = [
                [*points[i * width : (i + 1) * width], next(multiplicities).point] for i in proof
            ]
            check("lookup", circuits.lookup(k, width), linked, [[] for _ in proof], public)

    if not statement.tones:
        rho, tau = relation.output_weights(statement.made, r, t)
        value = relation.value_of(statement, rho, tau, pixels)
        planes = relation.slot_of_planes(statement.made, statement.planes, r, t) if statement.planes else None
        if statement.hidden is not None:
            ((a, b),) = statement.edit.adjoint(rho, tau)
            slots, products, value = hidden_crop.equations(statement, (a, b), value, s, z, gamma, planes)
            circuit = circuits.inner_product(k, 1, 3)
        else:
            products = relation.products_on_input(statement, rho, tau)
            taken = planes is not None
            slots = relation.slots_of_input(statement.given, products, 8 - taken, 97 - taken, X)
            products = []
            if taken:
                slots.append(planes)
            if not slots:
                slots = [relation.Slot([(1, X, 0)], [])]
            size = next(size for size in (2, 4, 8, 13, 33, 97) if size >= len(slots))
            slots += [relation.Slot(slots[-1].terms, [])] * (size - len(slots))
            circuit = circuits.inner_product(k, size)
        length = halo2.proof_length(circuit.system, 1, len(circuit.linked))
        counted("bytes of the proof of the relation", len(step.proofs[-1]), length, number)
        linked = []
        for slot in slots:
            if linked and slot.terms is before:
                linked.append(linked[-1])
            else:
                linked.append(
                    curve.multiply_out([(factor, committed[image][c]) for factor, image, c in slot.terms])
                )
            before = slot.terms
        end = (1 << k) - 256
        public = [slot.weights for slot in slots] + products + [[1], [1] * end, [0] * end + [1]]
        check("relation", circuit, [linked], [[[value, z, gamma]]], public)
    return claims


def public_columns_of_lookup(lookup, made, alpha, theta):
    """The table of section 6.3."""
    entries = [(low + theta * high) % P for low, high in lookup.entries]
    end = max(made.used, len(entries))
    channels = [alpha - (channel << 16) if lookup.channels else alpha for channel in range(3)]
    return [
        channels * (made.used // 3),
        [alpha - entry for entry in entries],
        [1] * made.used,
        [1] * len(entries),
        [1] * end,
        [1] + [0] * (end - 1) + [1],
    ]


def pixels_claim(file, made, picture):
    """Section 8.1, 4: the last commitments are those to the pixels."""
    output = file.steps[-1].output
    e = rounds.of_published_pixels((made, output), picture.pixels)
    rows = [picture.pixels[y * made.row : (y + 1) * made.row] for y in range(made.height)]
    rows += [rows[-1]] * (made.columns * made.g - made.height)
    columns = [b"".join(rows[c * made.g : (c + 1) * made.g]) for c in range(made.columns)]
    weights = powers(e, made.columns)
    claim = Claim(made.k)
    claim.add_values(1, relation.weighted_sum(weights, columns))
    claim.w = sum(weights)
    for weight, commitment in zip(weights, output):
        claim.add_point(-weight, commitment.point)
    return claim


def standing(attestation, trust):
    """What a trust list says of the camera: trusted, unknown or revoked (docs/format.md, section 9)."""
    maker, device = attestation.maker.hex(), attestation.device.hex()
    if {maker, device} & {entry["key"].lower() for entry in trust.get("revoked", [])}:
        return "revoked"
    known = trust.get("notaries" if attestation.notary else "makers", [])
    return "trusted" if maker in {entry["key"].lower() for entry in known} else "unknown"


def judge(path, trust=None, expected=None):
    """The verdict of a file, its reason or None, a sentence, and the number of the step or None."""
    try:
        with open(path, "rb") as file:
            data = file.read()
        verify(data, proof_beside(path, data), trust, expected)
    except OSError as error:
        return "not_checked", "unreadable", str(error), None
    except Refused as error:
        return error.verdict, error.reason, str(error), error.step
    return "verified", None, "everything holds", None


def proof_beside(path, data):
    """The content of NAME.png.proof or NAME.proof, if NAME.png carries no proof."""
    if png.proof_of(data) is None:
        for name in (path + ".proof", os.path.splitext(path)[0] + ".proof"):
            if os.path.exists(name):
                with open(name, "rb") as file:
                    return file.read()
    return None


def main():
    parser = argparse.ArgumentParser(description="Verifies published pictures from what docs/ says of them.")
    parser.add_argument("--trust", help="a trust list; without one, every maker is trusted")
    parser.add_argument("--expect", help="the text that each file must be bound to")
    parser.add_argument("files", metavar="FILE", nargs="+")
    arguments = parser.parse_args()
    trust = None
    if arguments.trust:
        with open(arguments.trust, encoding="utf-8-sig") as file:
            trust = json.load(file)
    all_verify = True
    for path in arguments.files:
        verdict, reason, sentence, step = judge(path, trust, arguments.expect)
        all_verify &= verdict == "verified"
        words = [reason] if reason else []
        if step is not None:
            words.append(f"step {step + 1}")
        print(f"{path}: {verdict}" + (f" ({', '.join(words)}): {sentence}" if words else ""), flush=True)
    return 0 if all_verify else 1


if __name__ == "__main__":
    sys.exit(main())
