#!/usr/bin/env python3
"""Verifies published pictures from what docs/ says of them. README.md beside this file has the limits.

    verify.py [--trust TRUST.JSON] [--expect TEXT] FILE...

prints a verdict for each file, and exits with 0 only if all of them verify.
"""

import argparse
import json
import os
import sys

import container
import edits
import jpeg
import png
import relation
import rounds
import steps
from coefficients import JpegStatement
from container import Layout
from field import Malformed, powers
from parameters import Claim, first_false
from statement import Statement
from verdict import Refused


def verify(data, sidecar=None, trust=None, expected=None):
    """Checks a PNG or a JPEG, with a proof inside or beside it. Raises Refused with the first check that fails.

    trust: the content of a trust list, or None. expected: the text that the proof must be bound to, or None.
    """
    form = jpeg if jpeg.is_jpeg(data) else png
    file = container.Published(sidecar if sidecar is not None else form.proof_of(data))
    claims = claims_of(file, form.read(data), trust, expected)
    false = first_false([claim for _, claim in claims])
    if false is not None:
        raise claims[false][0]
    if trust is not None and standing(file.attestation, trust) != "trusted":
        raise Refused("unknown_maker", "everything holds, and the trust list does not name the maker")


def claims_of(file, picture, trust=None, expected=None):
    """Every check but those of the sums that remain: pairs of what is wrong if a claim is false, and the claim."""
    if expected is not None and file.bound != expected:
        raise Refused("binding", "the proof is not bound to the text that is expected")
    size = file.attestation.size
    original = Layout(*size, container.k_of_original(*size))
    steps.counted("commitments of the original", len(file.commitments), original.columns)
    file.attestation.check(original.hash(file.commitments))
    if trust is not None and standing(file.attestation, trust) == "revoked":
        raise Refused("revoked", "the key was revoked")

    file.kind = picture.kind
    statements = statements_of(file, original, picture)
    made = statements[-1].made
    if (picture.width, picture.height) != (made.width, made.height):
        raise Refused("published_pixels", "the picture is not as large as the recipe makes it")
    for number, (statement, step) in enumerate(zip(statements, file.steps)):
        if isinstance(statement, JpegStatement):
            statement.check_counts(step, number)
        else:
            steps.check_counts(statement, step, number)
    check_points(file)

    claims, given = [], file.commitments
    for number, (statement, step) in enumerate(zip(statements, file.steps)):
        try:
            if isinstance(statement, JpegStatement):
                claims += statement.claims(file, number, given)
            else:
                claims += steps.claims_of_step(file, number, statement, given, picture.pixels)
        except Malformed as error:
            raise Refused("proof", str(error), number) from error
        given = step.output
    if picture.kind == jpeg.Picture.kind:
        return claims
    wrong = Refused("published_pixels", "the pixels are not those that were proved")
    return claims + [(wrong, pixels_claim(file, made, picture))]


def statements_of(file, original, picture):
    """The statement of each step, from recipe, grouping, the size of the original, and how a JPEG is compressed."""
    edits.check_recipe(file.recipe)
    is_jpeg = picture.kind == jpeg.Picture.kind
    groups = edits.groups_of_jpeg(file.recipe, file.grouping) if is_jpeg else edits.groups_of(file.recipe, file.grouping)
    statements, layout = [], original
    for number, group in enumerate(groups):
        published = number == len(groups) - 1
        try:
            if is_jpeg and published:
                statements.append(JpegStatement(group, layout, picture))
                continue
            statements.append(Statement(group, layout, published))
            maps = statements[-1].further
            for place, map in enumerate(maps):
                last = published and place == len(maps) - 1
                statements.append(Statement([], statements[-1].made, last, map))
        except Refused as error:
            error.step = len(statements)
            raise
        layout = statements[-1].made
    steps.counted("steps", len(file.steps), len(statements))
    return statements


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
    if (jpeg if jpeg.is_jpeg(data) else png).proof_of(data) is None:
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
