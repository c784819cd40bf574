#!/usr/bin/env python3
"""Derives the public generators anew and compares them with the files (docs/protocol.md, section 2.4).

G_i, W and U are hashed to the curve as pasta_curves does it: two numbers are hashed from a message (expand_message_xmd
of RFC 9380 with BLAKE2b), each is mapped to a curve that is isogenous to Vesta (simplified SWU of the same), the two
points are added, and the sum is mapped to Vesta. The L_j follow from the G_i; that all of them are right is seen from
one sum of random multiples.
"""

import gc
import hashlib
import struct
import sys

import curve
from curve import Q
from field import coefficients_of
from parameters import parameters, random_factor

# The isogenous curve y^2 = x^3 + A x + B, and a number that is no square.
A = 0x267F9B2EE592271A81639C4D96F787739673928C7D01B212C515AD7242EAA6B1
B = 1265
Z = -13 % Q

# The isogeny: x is X_TOP(x) / X_BOTTOM(x), y is y Y_TOP(x) / Y_BOTTOM(x); coefficients with the highest first.
X_TOP = [
    0x38E38E38E38E38E38E38E38E38E38E390205DD51CFA0961A43CD42C800000001,
    0x1D935247B4473D17ACECF10F5F7C09A2216B8861EC72BD5D8B95C6AAF703BCC5,
    0x18760C7F7A9AD20DED7EE4A9CDF78F8FD59D03D23B39CB11AEAC67BBEB586A3D,
    0x31C71C71C71C71C71C71C71C71C71C71E1C521A795AC8356FB539A6F0000002B,
]
X_BOTTOM = [
    1,
    0x0A2DE485568125D51454798A5B5C56B2A3AD678129B604D3B7284F7EAF21A2E9,
    0x14735171EE5427780C621DE8B91C242A30CD6D53DF49D235F169C187D2533465,
]
Y_TOP = [
    0x12F684BDA12F684BDA12F684BDA12F685601F4709A8ADCB36BEF1642AAAAAAAB,
    0x2EC9A923DA239E8BD6767887AFBE04D121D910AEFB03B31D8BEE58E5FB81DE63,
    0x19B0D87E16E2578866D1466E9DE10E6497A3CA5C24E9EA634986913AB4443034,
    0x1ED097B425ED097B425ED097B425ED098BC32D36FB21A6A38F64842C55555533,
]
Y_BOTTOM = [
    1,
    0x2F44D6C801C1B8BF9E7EB64F890A820C06A767BFC35B5BAC58DFECCE86B2745E,
    0x3D59F455CAFC7668252659BA2B546C7E926847FB9DDD76A1D43D449776F99D2F,
    0x40000000000000000000000000000000224698FC0994A8DD8C46EB20FFFFFDE5,
]

TAG = b"Halo2-Parameters-vesta_XMD:BLAKE2b_SSWU_RO_"


def blake2b(data):
    return hashlib.blake2b(data).digest()


def hashed_to_field(message):
    tag = TAG + bytes([len(TAG)])
    first = blake2b(bytes(128) + message + b"\0\x80\0" + tag)
    second = blake2b(first + b"\1" + tag)
    third = blake2b(bytes(a ^ b for a, b in zip(first, second)) + b"\2" + tag)
    return [int.from_bytes(data, "big") % Q for data in (second, third)]


def mapped(u):
    """A point of the isogenous curve."""
    step = Z * u * u % Q
    divisor = (step * step + step) % Q
    x = -B * pow(A, -1, Q) * (1 + pow(divisor, -1, Q)) if divisor else B * pow(Z * A, -1, Q)
    y = curve.square_root((x * x * x + A * x + B) % Q)
    if y is None:
        x = step * x
        y = curve.square_root((x * x * x + A * x + B) % Q)
    return x % Q, y if y % 2 == u % 2 else -y % Q


def value(coefficients, x):
    total = 0
    for coefficient in coefficients:
        total = (total * x + coefficient) % Q
    return total


def hash_to_curve(message):
    (x1, y1), (x2, y2) = map(mapped, hashed_to_field(message))
    slope = (y2 - y1) * pow(x2 - x1, -1, Q)
    x = (slope * slope - x1 - x2) % Q
    y = slope * (x1 - x) - y1
    inverse = pow(value(X_BOTTOM, x) * value(Y_BOTTOM, x), -1, Q)
    return (
        value(X_TOP, x) * value(Y_BOTTOM, x) * inverse % Q,
        y * value(Y_TOP, x) * value(X_BOTTOM, x) * inverse % Q,
    )


def generator(i):
    return hash_to_curve(b"\0" + struct.pack("<I", i))


def main():
    gc.disable()
    derived = [generator(i) for i in range(1 << 16)]
    for k in (14, 15, 16):
        known = parameters(k)
        right = known.g == derived[: known.n] and known.w == hash_to_curve(b"\1") and known.u == hash_to_curve(b"\2")
        factors = [random_factor() for _ in range(known.n)]
        of_values = curve.multiply_out(zip(factors, known.l))
        right = right and of_values == curve.multiply_out(zip(coefficients_of(factors), known.g))
        print(f"k = {k}: the parameters are {'right' if right else 'WRONG'}")
        if not right:
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
