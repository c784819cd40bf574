"""Rounds of commitments and their challenges (docs/protocol.md, section 7)."""

import hashlib
import struct

from field import reduced


def number(value):
    return struct.pack("<Q", value)


def text(data):
    return number(len(data)) + data


def commitments(points):
    return number(len(points)) + b"".join(point.bytes for point in points)


IMAGE = 0


def images(of):
    """`of` are pairs: how an image lies in columns, and its commitments."""
    return number(len(of)) + b"".join(tensor(IMAGE, layout, layout.hash(points)) for layout, points in of)


def tensor(kind, layout, digest):
    return number(kind) + number(layout.height) + number(layout.row) + number(layout.k) + digest


class Rounds:
    """The rounds of one step. `challenge(i)` is of the last round, `last(i)` of the last draw."""

    def __init__(self, file, step, given, made):
        """Round 0. `given` is the input as `images` takes it, `made` the output as `tensor` gives it."""
        bound = (0, b"") if file.bound is None else (1, file.bound.encode())
        self.rounds = 1
        self.digest = sha3(
            text(b"proofroom round 0"),
            number(1),
            number(file.kind),
            number(bound[0]),
            text(bound[1]),
            text(file.recipe_bytes),
            text(bytes(file.grouping)),
            number(step),
            images([given]),
            number(1) + made,
            commitments(file.steps[step].auxiliary),
            commitments(file.steps[step].multiplicities),
            text(file.attestation.bytes),
        )

    def next(self, lists):
        self.digest = sha3(
            text(b"proofroom next round"),
            number(self.rounds),
            self.digest,
            number(len(lists)),
            *[commitments(points) for points in lists],
        )
        self.rounds += 1

    def challenge(self, i):
        return challenge(self.digest, i)

    def last(self, i):
        return challenge(sha3(text(b"proofroom last draw"), number(self.rounds), self.digest), i)


def of_published_pixels(made, pixels):
    return challenge(sha3(text(b"proofroom published pixels"), images([made]), text(pixels)), 0)


def challenge(digest, i):
    return reduced(hashlib.sha3_512(text(b"proofroom challenge") + digest + number(i)).digest())


def sha3(*parts):
    return hashlib.sha3_256(b"".join(parts)).digest()
