"""Signatures of ed25519 (RFC 8032), checked strictly (docs/format.md, section 3)."""

import hashlib

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
IDENTITY = (0, 1)


def add(left, right):
    (x1, y1), (x2, y2) = left, right
    product = D * x1 * x2 * y1 * y2 % P
    x = (x1 * y2 + x2 * y1) * pow(1 + product, -1, P) % P
    y = (y1 * y2 + x1 * x2) * pow(1 - product, -1, P) % P
    return x, y


def multiply(scalar, point):
    answer = IDENTITY
    while scalar:
        if scalar & 1:
            answer = add(answer, point)
        point = add(point, point)
        scalar >>= 1
    return answer


def decode(data):
    """A point from its 32 bytes, or None: y, little-endian, with the sign of x in the highest bit."""
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, (number & (2**255 - 1)) % P
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    return (x if x & 1 == sign else P - x), y


def encode(point):
    x, y = point
    return (y | (x & 1) << 255).to_bytes(32, "little")


BASE = decode(((4 * pow(5, -1, P)) % P).to_bytes(32, "little"))


def holds(key, message, signature):
    """Whether this is a signature of the message. Keys and R of small order are refused, and so is s if not reduced."""
    point, r = decode(key), decode(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if point is None or r is None or s >= ORDER:
        return False
    if multiply(8, point) == IDENTITY or multiply(8, r) == IDENTITY:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    x, y = multiply(k, point)
    return encode(add(multiply(s, BASE), (-x % P, y))) == signature[:32]
