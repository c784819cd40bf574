#!/usr/bin/env python3
"""Makes photos.json: the test vectors of docs/cameras.md, by an implementation of that page in plain Python.

It shares no code with the library, and takes of the repository only the tables of generators. It is slow (about a
minute), not constant in time, and wipes nothing: it is to be read and compared with, not for cameras.

    python3 camera/vectors/make.py > camera/vectors/photos.json
"""

import hashlib
import json
import pathlib

PARAMETERS = pathlib.Path(__file__).parents[2] / "circuits" / "params"
BLINDING_ROWS = 256


def sha3_256(*parts):
    return hashlib.sha3_256(b"".join(parts)).digest()


def u32(number):
    return number.to_bytes(4, "little")


# --- The curve Vesta: y^2 = x^3 + 5 over the field of q elements, with p points --------------------------------------

Q = 0x40000000000000000000000000000000224698FC0994A8DD8C46EB2100000001
P = 0x40000000000000000000000000000000224698FC094CF91B992D30ED00000001

# A point is (X, Y, Z) for x = X / Z^2 and y = Y / Z^3; Z is zero for the point at infinity.
INFINITY = (1, 1, 0)


def double(point):
    x, y, z = point
    if z == 0:
        return point
    yy = y * y % Q
    s = 4 * x * yy % Q
    m = 3 * x * x % Q
    x3 = (m * m - 2 * s) % Q
    return x3, (m * (s - x3) - 8 * yy * yy) % Q, 2 * y * z % Q


def add(first, second):
    (x1, y1, z1), (x2, y2, z2) = first, second
    if z1 == 0:
        return second
    if z2 == 0:
        return first
    zz1, zz2 = z1 * z1 % Q, z2 * z2 % Q
    u1, u2 = x1 * zz2 % Q, x2 * zz1 % Q
    s1, s2 = y1 * zz2 * z2 % Q, y2 * zz1 * z1 % Q
    if u1 == u2:
        return double(first) if s1 == s2 else INFINITY
    h, r = u2 - u1, s2 - s1
    hh = h * h % Q
    hhh, v = h * hh % Q, u1 * hh % Q
    x3 = (r * r - hhh - 2 * v) % Q
    return x3, (r * (v - x3) - s1 * hhh) % Q, h * z1 * z2 % Q


def times(scalar, point):
    total = INFINITY
    for bit in bin(scalar)[2:]:
        total = double(total)
        if bit == "1":
            total = add(total, point)
    return total


def encoded(point):
    """32 bytes: x, little-endian, and in the highest bit whether y is odd."""
    x, y, z = point
    inverse = pow(z, -1, Q)
    x, y = x * inverse**2 % Q, y * inverse**3 % Q
    return (x | (y & 1) << 255).to_bytes(32, "little")


def generators(k):
    """L_0 to L_(n-1), and W."""
    data = (PARAMETERS / f"k{k}.bin").read_bytes()
    n = 1 << k
    assert data[:4] == u32(k) and len(data) == 4 + 64 * (2 * n + 2)

    def point(index):
        at = 4 + 64 * index
        x, y = (int.from_bytes(data[i : i + 32], "little") for i in (at, at + 32))
        assert (y * y - x**3 - 5) % Q == 0
        return x, y, 1

    return [point(n + row) for row in range(n)], point(2 * n), sha3_256(data)


# --- ed25519, as in RFC 8032 -------------------------------------------------------------------------------------------

ED_Q = 2**255 - 19
ED_L = 2**252 + 27742317777372353535851937790883648493
ED_D = -121665 * pow(121666, -1, ED_Q) % ED_Q


def ed_add(first, second):
    (x1, y1), (x2, y2) = first, second
    product = ED_D * x1 * x2 * y1 * y2
    x = (x1 * y2 + x2 * y1) * pow(1 + product, -1, ED_Q)
    y = (y1 * y2 + x1 * x2) * pow(1 - product, -1, ED_Q)
    return x % ED_Q, y % ED_Q


def ed_times_base(scalar):
    y = 4 * pow(5, -1, ED_Q) % ED_Q
    xx = (y * y - 1) * pow(ED_D * y * y + 1, -1, ED_Q) % ED_Q
    x = pow(xx, (ED_Q + 3) // 8, ED_Q)
    if x * x % ED_Q != xx:
        x = x * pow(2, (ED_Q - 1) // 4, ED_Q) % ED_Q
    total, point = (0, 1), (ED_Q - x if x & 1 else x, y)
    while scalar:
        if scalar & 1:
            total = ed_add(total, point)
        point, scalar = ed_add(point, point), scalar >> 1
    x, y = total
    return (y | (x & 1) << 255).to_bytes(32, "little")


def ed_number(*parts):
    return int.from_bytes(hashlib.sha512(b"".join(parts)).digest(), "little")


def ed_secret(seed):
    digest = hashlib.sha512(seed).digest()
    scalar = int.from_bytes(digest[:32], "little")
    return (scalar & ~7 & (1 << 255) - 1 | 1 << 254) & ~(1 << 255), digest[32:]


def ed_public(seed):
    return ed_times_base(ed_secret(seed)[0])


def ed_sign(seed, message):
    scalar, prefix = ed_secret(seed)
    r = ed_number(prefix, message) % ED_L
    point = ed_times_base(r)
    challenge = ed_number(point, ed_public(seed), message) % ED_L
    return point + ((r + challenge * scalar) % ED_L).to_bytes(32, "little")


# --- A photo -----------------------------------------------------------------------------------------------------------

MAKER_SECRET, DEVICE_SECRET = b"\x01" * 32, b"\x02" * 32
NAME = "Camera of the test vectors".encode()
TIME = 1767225600


def certificate():
    maker, device = ed_public(MAKER_SECRET), ed_public(DEVICE_SECRET)
    fields = maker + device + u32(len(NAME)) + NAME + b"\x00"
    message = b"proofroom device certificate v1" + fields
    signature = ed_sign(MAKER_SECRET, message)
    return {
        "maker_secret": MAKER_SECRET.hex(),
        "maker": maker.hex(),
        "device_secret": DEVICE_SECRET.hex(),
        "device": device.hex(),
        "name": NAME.decode(),
        "simulated": False,
        "message": message.hex(),
        "signature": signature.hex(),
        "certificate": (fields + signature).hex(),
    }


def pixels_of(size):
    return bytes((i * i + 7 * i) % 251 for i in range(size))


def photo(width, height, seed, tables, signer):
    k = next(k for k in (14, 15, 16) if 3 * max(width, height) + BLINDING_ROWS <= 1 << k)
    n = 1 << k
    row_bytes = 3 * width
    g = (n - BLINDING_ROWS) // row_bytes
    if height > 8192 or k == 16:
        g = min(g, 24)
    m = -(-height // g)
    rows, blinding_generator, _ = tables[k]
    pixels = pixels_of(row_bytes * height)
    secret = sha3_256(b"proofroom image secret v1", seed, u32(width), u32(height), pixels)

    columns, commitments = [], []
    for c in range(m):
        data = b""
        for y in range(c * g, (c + 1) * g):
            y = min(y, height - 1)
            data += pixels[y * row_bytes : (y + 1) * row_bytes]
        buckets = [INFINITY] * 256
        for value, generator in zip(data, rows):
            buckets[value] = add(buckets[value], generator)
        of_pixels, running = INFINITY, INFINITY
        for bucket in reversed(buckets[1:]):
            running = add(running, bucket)
            of_pixels = add(of_pixels, running)

        values = []
        for index in range(BLINDING_ROWS + 1):
            wide = hashlib.sha3_512(b"proofroom seed v1" + secret + u32(c) + u32(index)).digest()
            values.append(int.from_bytes(wide, "little") % P)
        of_blinding = times(values[BLINDING_ROWS], blinding_generator)
        for value, generator in zip(values, rows[n - BLINDING_ROWS :]):
            of_blinding = add(of_blinding, times(value, generator))

        commitment = encoded(add(of_pixels, of_blinding))
        commitments.append(commitment)
        blinding = [value.to_bytes(32, "little") for value in values]
        column = {
            "data_sha3": sha3_256(data).hex(),
            "blinding_first": blinding[0].hex(),
            "blinding_last": blinding[BLINDING_ROWS - 1].hex(),
            "factor": blinding[BLINDING_ROWS].hex(),
            "blinding_and_factor_sha3": sha3_256(*blinding).hex(),
            "of_pixels": encoded(of_pixels).hex(),
            "of_blinding": encoded(of_blinding).hex(),
            "commitment": commitment.hex(),
        }
        columns.append(column)

    header = u32(width) + u32(height) + u32(k)
    image_hash = sha3_256(b"proofroom image v1", header, *commitments)
    record = (1).to_bytes(2, "little") + u32(width) + u32(height) + TIME.to_bytes(8, "little")
    record += u32(len(NAME)) + NAME + b"\x00"
    message = b"proofroom capture v1" + image_hash + record
    signature = ed_sign(DEVICE_SECRET, message)
    content = b"PRorigin" + (1).to_bytes(2, "little") + u32(k) + seed
    content += bytes.fromhex(signer["certificate"]) + record + signature
    content += u32(m) + b"".join(commitments)
    return {
        "width": width,
        "height": height,
        "pixels_sha3": sha3_256(pixels).hex(),
        "seed": seed.hex(),
        "k": k,
        "image_rows": g,
        "data_rows": row_bytes * g,
        "secret": secret.hex(),
        "columns": columns,
        "hash": image_hash.hex(),
        "time": TIME,
        "record": record.hex(),
        "message": message.hex(),
        "signature": signature.hex(),
        "chunk_content_sha3": sha3_256(content).hex(),
        "chunk_content_bytes": len(content),
    }


def main():
    tables = {k: generators(k) for k in (14, 15, 16)}
    signer = certificate()
    shown = {}
    for k, (rows, blinding_generator, digest) in tables.items():
        n = 1 << k
        places = [0, 1, 2, n - BLINDING_ROWS - 1, n - BLINDING_ROWS, n - 1]
        shown[str(k)] = {
            "table_sha3": digest.hex(),
            "rows": {str(row): encoded(rows[row]).hex() for row in places},
            "blinding": encoded(blinding_generator).hex(),
        }
    # One column that is mostly padding, three with a padded last one, three without padding; then the next k: one
    # column, and two with a padded last one; then the largest: two columns with a padded last one.
    sizes = [(4, 3), (1800, 5), (5376, 3), (8192, 1), (5400, 3), (10838, 3)]
    photos = []
    for number, (width, height) in enumerate(sizes):
        seed = bytes(range(32 * number, 32 * number + 32))
        photos.append(photo(width, height, seed, tables, signer))
    about = "Made by make.py. Byte i of the pixels is (i * i + 7 * i) mod 251. Points and bytes are hexadecimal digits."
    vectors = {"about": about, "generators": shown, "signer": signer, "photos": photos}
    print(json.dumps(vectors, indent=1))


main()
