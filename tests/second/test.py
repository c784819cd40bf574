#!/usr/bin/env python3
"""Tests of the second verifier: golden files verify, altered ones are refused by the check that is meant.

To compute a sum takes Python two seconds. So of an altered file only the claims are computed that must be false.
"""

import functools
import gc
import hashlib
import json
import os
import random
import struct
import unittest
import zlib
from unittest import mock

import circuits
import container
import curve
import ed25519
import field
import generators
import jpeg
import parameters
import png
import steps
import verify
from coefficients import SUMS, JpegStatement
from verdict import Refused

HERE = os.path.dirname(os.path.abspath(__file__))
GOLDEN = os.path.join(HERE, "..", "golden")


def path(name):
    return os.path.join(GOLDEN, name if name.endswith(".jpg") else name + ".png")


def golden(name):
    with open(path(name), "rb") as file:
        return file.read()


def parsed(name):
    data = golden(name)
    form = jpeg if jpeg.is_jpeg(data) else png
    return container.Published(form.proof_of(data)), form.read(data)


def u32(number):
    return struct.pack("<I", number)


def listed(items):
    return u32(len(items)) + b"".join(items)


def encoded(file):
    """The bytes of a parsed proof."""
    points = lambda commitments: listed([commitment.bytes for commitment in commitments])
    bound = b"\0" if file.bound is None else b"\1" + u32(len(file.bound.encode())) + file.bound.encode()
    of_steps = [
        points(step.output)
        + points(step.auxiliary)
        + points(step.multiplicities)
        + points(step.later)
        + listed([u32(len(proof)) + proof for proof in step.proofs])
        for step in file.steps
    ]
    body = file.attestation.bytes + points(file.commitments) + bound + file.recipe_bytes
    return b"PRpublic\1\0" + body + listed([bytes([count]) for count in file.grouping]) + listed(of_steps)


def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


# Alterations of a parsed proof and its picture. Each is a function that changes one thing.


def pixel(file, picture):
    changed = bytearray(picture.pixels)
    changed[len(changed) // 2] ^= 1
    picture.pixels = bytes(changed)


def number_of_proof(step, proof, at, byte=0, bit=1):
    """A number of a proof, whose first byte is its lowest."""

    def alter(file, picture):
        data = bytearray(file.steps[step].proofs[proof])
        data[at + byte] ^= bit
        file.steps[step].proofs[proof] = bytes(data)

    return alter


def sign_of_a_point(step, proof, at):
    return number_of_proof(step, proof, at, byte=31, bit=128)


def recipe(at, value):
    def alter(file, picture):
        data = bytearray(file.recipe_bytes)
        data[at] = value
        file.recipe_bytes = bytes(data)

    return alter


def record(file, picture):
    attestation = file.attestation
    at = attestation.bytes.index(attestation.record) + 10  # in the time
    attestation.bytes = attestation.bytes[:at] + bytes([attestation.bytes[at] ^ 1]) + attestation.bytes[at + 1 :]


def commitment(which, replacement):
    """Replaces the first commitment of a list."""

    def alter(file, picture):
        points = which(file)
        points[0] = container.Commitment(replacement(points[0].bytes))

    return alter


def other_sign(data):
    return data[:31] + bytes([data[31] ^ 128])


def no_point(data):
    """The next x without a point."""
    x = int.from_bytes(data, "little") & (1 << 255) - 1
    while curve.square_root((x**3 + 5) % curve.Q) is not None:
        x += 1
    return x.to_bytes(32, "little")


def infinity(data):
    return bytes(32)


def not_reduced(data):
    x = int.from_bytes(data, "little") & (1 << 255) - 1
    return (x + curve.Q).to_bytes(32, "little")


def bound(file, picture):
    file.bound = (file.bound or "") + "."


def grouping(*groups):
    def alter(file, picture):
        file.grouping = list(groups)

    return alter


def one_more(which):
    def alter(file, picture):
        which(file).append(which(file)[-1])

    return alter


def one_less(which):
    def alter(file, picture):
        which(file).pop()

    return alter


def without_resize(file, picture):
    """A crop to the size of the picture, in place of the crop and the resize."""
    file.recipe_bytes = u32(1) + b"\0" + u32(0) + u32(0) + u32(picture.width) + u32(picture.height)
    file.grouping = [1]


def exchanged(a, b):
    """Commitments to columns of tensors change places."""

    def alter(file, picture):
        points = file.steps[-1].auxiliary
        points[a], points[b] = points[b], points[a]

    return alter


def shorter(file, picture):
    file.steps[0].proofs[0] = file.steps[0].proofs[0][:-32]


def another_signature(file, picture):
    """All valid: another maker certifies another device, which signs the same hash with another time."""
    maker, device = b"maker".ljust(32), b"device".ljust(32)
    name = u32(7) + b"another"
    fields = public_key(maker) + public_key(device) + name + b"\1"
    width, height = file.attestation.size
    k = container.k_of_original(width, height)
    image_hash = container.Layout(width, height, k).hash(file.commitments)
    text = b"\1\0" + u32(width) + u32(height) + struct.pack("<Q", 1) + name + b"\1"
    file.attestation.bytes = (
        fields
        + sign(maker, b"proofroom device certificate v1" + fields)
        + text
        + sign(device, b"proofroom capture v1" + image_hash + text)
    )


def secret_scalar(seed):
    digest = hashlib.sha512(seed).digest()
    return int.from_bytes(digest[:32], "little") & (1 << 254) - 8 | 1 << 254, digest[32:]


def public_key(seed):
    return ed25519.encode(ed25519.multiply(secret_scalar(seed)[0], ed25519.BASE))


def sign(seed, message):
    scalar, prefix = secret_scalar(seed)
    r = int.from_bytes(hashlib.sha512(prefix + message).digest(), "little") % ed25519.ORDER
    point = ed25519.encode(ed25519.multiply(r, ed25519.BASE))
    k = int.from_bytes(hashlib.sha512(point + public_key(seed) + message).digest(), "little") % ed25519.ORDER
    return point + ((r + k * scalar) % ed25519.ORDER).to_bytes(32, "little")


of_original = lambda file: file.commitments
output = lambda file: file.steps[0].output
auxiliary = lambda file: file.steps[0].auxiliary
multiplicities = lambda file: file.steps[0].multiplicities
later = lambda file: file.steps[0].later
all_steps = lambda file: file.steps
proofs = lambda file: file.steps[0].proofs

# What is altered, in which golden file, how, and what must refuse it: reason, step, words of the sentence. If a claim
# about a sum must be false, the words are those of that claim.
LOOKUP, RELATION = "a proof of the lookup", "a proof of the relation"
RESIZED = "jpeg_resized.jpg"  # a crop and a resize, in the group of the JPEG
PIXELS, DEVICE, POINT = "the pixels are not", "device's signature", "no point"
ALTERED = [
    ("a pixel that a lookup is about", "brightness", pixel, "published_pixels", None, PIXELS),
    ("a pixel that a relation is about", "crop", pixel, "proof", 0, RELATION),
    ("a point in a proof", "brightness", sign_of_a_point(0, 0, 7 * 32), "proof", 0, LOOKUP),
    ("an evaluation, of a lookup", "brightness", number_of_proof(0, 0, 20 * 32), "proof", 0, LOOKUP),
    ("an evaluation, of a relation", "convolve", number_of_proof(0, 2, 12 * 32), "proof", 0, RELATION),
    ("the last number of a proof", "crop", number_of_proof(0, 0, -32), "proof", 0, RELATION),
    ("a parameter of the recipe", "brightness", recipe(5, 0xED), "proof", 0, LOOKUP),
    ("a parameter out of its range", "brightness", recipe(6, 0xFE), "step", 0, "out of range"),
    ("the place of a crop", "crop", recipe(5, 4), "proof", 0, RELATION),
    ("a crop that reaches out of the image", "crop", recipe(5, 19), "step", 0, "reaches out"),
    ("a crop of another size", "crop", recipe(13, 29), "published_pixels", None, "not as large"),
    ("the capture record", "crop", record, "signature", None, DEVICE),
    ("certificate, record and signature, all valid", "crop", another_signature, "proof", 0, RELATION),
    ("a commitment of the original", "crop", commitment(of_original, other_sign), "signature", None, DEVICE),
    ("a commitment of the output", "crop", commitment(output, other_sign), "proof", 0, RELATION),
    ("a commitment to a remainder", "grayscale", commitment(auxiliary, other_sign), "proof", 0, LOOKUP),
    ("a commitment to multiplicities", "brightness", commitment(multiplicities, other_sign), "proof", 0, LOOKUP),
    ("a commitment that is no point", "grayscale", commitment(auxiliary, no_point), "linked_commitment", 0, POINT),
    ("a commitment at infinity", "brightness", commitment(multiplicities, infinity), "linked_commitment", 0, POINT),
    ("a commitment that is not reduced", "crop", commitment(output, not_reduced), "linked_commitment", 0, POINT),
    ("one more commitment of the original", "crop", one_more(of_original), "malformed", None, "of the original"),
    ("one more commitment of the output", "crop", one_more(output), "malformed", 0, "of the output"),
    ("one more remainder", "grayscale", one_more(auxiliary), "malformed", 0, "auxiliary"),
    ("one more commitment to multiplicities", "brightness", one_more(multiplicities), "malformed", 0, "multiplicities"),
    ("one more proof", "crop", one_more(proofs), "malformed", 0, "proofs"),
    ("one more step", "crop", one_more(all_steps), "malformed", None, "steps"),
    ("a proof that is shorter", "crop", shorter, "malformed", 0, "bytes of the proof"),
    ("the commitment to the place", "crop_hidden", commitment(auxiliary, other_sign), "proof", 0, RELATION),
    ("a commitment of the second round", "crop_hidden", commitment(later, other_sign), "proof", 0, RELATION),
    ("a commitment less of the second round", "crop_hidden", one_less(later), "malformed", 0, "later"),
    ("the bound text", "bound", bound, "proof", 0, RELATION),
    ("a grouping that leaves an edit out", "crop", grouping(2), "malformed", None, "grouping"),
    ("a grouping that is not allowed", "mixed_tones", grouping(3, 1, 1), "malformed", None, "one step"),
    ("a grouping that is allowed", "mixed_tones", grouping(2, 1, 1, 1), "malformed", None, "steps"),
    ("the rounded resize of a JPEG", RESIZED, grouping(2, 0), "malformed", None, "steps"),
    ("a crop in a step of its own", RESIZED, grouping(1, 1), "malformed", None, "steps"),
    ("a JPEG that leaves edits out", RESIZED, grouping(0), "malformed", None, "cover the recipe"),
    ("a group of a JPEG with more edits than there are", RESIZED, grouping(3), "malformed", None, "of a JPEG"),
    ("a resize that is left out", RESIZED, without_resize, "malformed", 0, "auxiliary"),
    ("two limbs of Cr", RESIZED, exchanged(-1, -2), "proof", 0, LOOKUP),
]

VERIFIED = ["crop", "crop_hidden", "brightness", "resize", "convolve", "pixelate", "straighten", "mixed_tones",
    "columns_of_2_15", "columns_of_2_16"]


class Verified(unittest.TestCase):
    def test_golden_files_verify(self):
        for name in VERIFIED:
            with self.subTest(name):
                self.assertEqual(verify.judge(path(name))[:2], ("verified", None))

    def test_bytes_are_those_of_what_was_read(self):
        for name in VERIFIED:
            with self.subTest(name):
                self.assertEqual(encoded(parsed(name)[0]), png.proof_of(golden(name)))


class Altered(unittest.TestCase):
    def test_altered_proofs_are_refused_by_the_check_that_is_meant(self):
        for what, name, alter, reason, step, words in ALTERED:
            with self.subTest(what):
                file, picture = parsed(name)
                alter(file, picture)
                try:
                    claims = verify.claims_of(container.Published(encoded(file)), picture)
                    meant = [
                        (wrong, claim) for wrong, claim in claims
                        if (wrong.reason, wrong.step) == (reason, step) and words in str(wrong)
                    ]
                    self.assertTrue(meant, "no claim of this kind, and no other check")
                    self.assertFalse(meant[-1][1].holds(), "the claim holds")
                except Refused as refused:
                    self.assertEqual((refused.reason, refused.step), (reason, step), str(refused))
                    self.assertIn(words, str(refused))

    def test_other_bytes_are_no_proof(self):
        proof = png.proof_of(golden("crop"))
        for what, data, reason in [
            ("one byte more", proof + b"\0", "malformed"),
            ("one byte less", proof[:-1], "malformed"),
            ("another version", proof[:8] + b"\2" + proof[9:], "version"),
            ("another magic", b"Q" + proof[1:], "no_proof"),
            ("none", None, "no_proof"),
        ]:
            with self.subTest(what), self.assertRaises(Refused) as refused:
                container.Published(data)
            self.assertEqual(refused.exception.reason, reason, what)

    def test_other_pngs_are_refused(self):
        data = golden("crop")
        end = data.index(b"IEND") - 4
        first = data.index(b"IDAT") - 4
        (length,) = struct.unpack_from(">I", data, first)
        pixels = data[first + 8 : first + 8 + length]

        def with_pixels(content):
            return data[:first] + chunk(b"IDAT", content) + data[first + 12 + length :]

        self.assertEqual(with_pixels(pixels), data)
        raw = zlib.decompress(pixels)
        for what, altered, reason in [
            ("a checksum", data[: end - 1] + bytes([data[end - 1] ^ 1]) + data[end:], "malformed"),
            ("bytes behind the end", data + b"\0", "malformed"),
            ("a second proof", data[:end] + chunk(b"prPf", b"") + data[end:], "malformed"),
            ("an unknown critical chunk", data[:end] + chunk(b"TEXT", b"") + data[end:], "malformed"),
            ("a gamma", data[:first] + chunk(b"gAMA", struct.pack(">I", 100000)) + data[first:], "appearance"),
            ("Adler-32", with_pixels(pixels[:-1] + bytes([pixels[-1] ^ 1])), "malformed"),
            ("bytes behind the pixels", with_pixels(pixels + b"\0"), "malformed"),
            ("a row less", with_pixels(zlib.compress(raw[:-91])), "malformed"),
            ("a row more", with_pixels(zlib.compress(raw + raw[:91])), "malformed"),
            ("an unknown filter", with_pixels(zlib.compress(b"\5" + raw[1:])), "malformed"),
        ]:
            with self.subTest(what), self.assertRaises(Refused) as refused:
                png.read(altered)
            self.assertEqual(refused.exception.reason, reason, what)


@unittest.skipUnless(os.environ.get("PROOFROOM_SECOND"), "all samples take minutes; PROOFROOM_SECOND=all tries them")
class AllFiles(unittest.TestCase):
    """Each published picture in the tree gets the verdict that the program gives it."""

    def test_samples_get_the_verdicts_of_their_table(self):
        samples = os.path.join(HERE, "..", "..", "samples")
        with open(os.path.join(samples, "trust.json"), encoding="utf-8") as file:
            trust = json.load(file)
        with open(os.path.join(samples, "README.md"), encoding="utf-8") as file:
            rows = [line.strip().strip("|").split("|") for line in file if line.startswith("|") and ".png" in line]
        self.assertGreater(len(rows), 30)
        for name, verdict, reason, _ in rows:
            name, verdict, reason = name.strip(), verdict.strip(), reason.strip()
            if name.endswith(".original.png"):
                verdict, reason = "not_checked", "no_proof"  # this verifier checks published pictures only
            with self.subTest(name):
                judged = verify.judge(os.path.join(samples, name), trust)
                self.assertEqual((judged[0], judged[1] or ""), (verdict, reason), judged[2])

    def test_all_golden_files_verify(self):
        for name in sorted(os.listdir(GOLDEN)):
            if name.endswith((".png", ".jpg")):
                with self.subTest(name):
                    self.assertEqual(verify.judge(os.path.join(GOLDEN, name))[:2], ("verified", None))


JPEGS = sorted(name for name in os.listdir(GOLDEN) if name.endswith(".jpg"))


def off_by_one(component, row, column, at):
    def alter(picture):
        picture.coefficients[component][row][column][at] += 1

    return alter


def tensors_exchanged(a, b):
    def alter(planes):
        planes[a], planes[b] = planes[b], planes[a]

    return alter


def another_sum(planes):
    planes[SUMS][-1] = curve.negative(planes[SUMS][-1])


def another_table(number):
    def alter(picture):
        table = bytearray(picture.tables[number])
        table[63] ^= 1
        picture.tables[number] = bytes(table)

    return alter


def swapped(picture):
    picture.coefficients[1:] = picture.coefficients[:0:-1]


class Jpegs(unittest.TestCase):
    def test_golden_jpegs_verify(self):
        for name in JPEGS:
            with self.subTest(name):
                self.assertEqual(verify.judge(path(name))[:2], ("verified", None))

    def test_other_pictures_are_refused(self):
        for what, alter in [
            ("DC of Y", off_by_one(0, 0, 0, 0)),
            ("AC of Cr in the last block", off_by_one(2, -1, -1, 63)),
            ("the table of Cb and Cr", another_table(1)),
            ("Cb and Cr swapped", swapped),
        ]:
            with self.subTest(what):
                file, picture = parsed(JPEGS[0])
                alter(picture)
                claims = verify.claims_of(file, picture)
                self.assertFalse(self.of_relation(claims).holds(), "the claim holds")

    def of_relation(self, claims, words=RELATION):
        return [claim for wrong, claim in claims if words in str(wrong)][-1]

    # What is altered above alters all challenges. With those of the golden file, the relation alone must see it.

    def test_the_relation_has_the_coefficients(self):
        file, picture = parsed(RESIZED)
        size = file.attestation.size
        original = container.Layout(*size, container.k_of_original(*size))
        digest = JpegStatement(file.recipe, original, picture).digest()
        off_by_one(1, -1, -1, 1)(picture)
        with mock.patch.object(JpegStatement, "digest", lambda statement: digest):
            claims = verify.claims_of(file, picture)
        self.assertFalse(self.of_relation(claims).holds())

    def test_the_relation_has_each_tensor_in_its_place(self):
        asked = JpegStatement.points
        for what, alter in [
            ("a sum of the resize", another_sum),
            ("limbs of Y", tensors_exchanged(1, 2)),
            ("limbs of Cb and Cr", tensors_exchanged(6, 9)),
        ]:

            def points(*arguments):
                planes = asked(*arguments)
                alter(planes)
                return planes

            with self.subTest(what), mock.patch.object(JpegStatement, "points", points):
                self.assertFalse(self.of_relation(verify.claims_of(*parsed(RESIZED))).holds())

    def test_the_relation_has_the_place_of_the_crop(self):
        file, picture = parsed(RESIZED)
        (crop, (x, y, w, h)), resize = file.recipe
        file.recipe = [(crop, (x - 1, y, w, h)), resize]  # and not its bytes, which are absorbed
        claims = verify.claims_of(file, picture)
        self.assertFalse(self.of_relation(claims, "public columns of the relation").holds())


class PublicColumns(unittest.TestCase):
    """Nothing but their claim sees that public columns are the verifier's."""

    def altered(self, name, column, at):
        """The claim about public columns of the first proof, after one value is altered."""
        file, picture = parsed(name)
        asked = steps.public_columns_claim

        def alter(circuit, instances, columns):
            columns = [list(values) for values in columns]
            columns[column][at] += 1
            return asked(circuit, instances, columns)

        steps.public_columns_claim = alter
        try:
            claims = verify.claims_of(file, picture)
        finally:
            steps.public_columns_claim = asked
        wrong, claim = claims[1]
        self.assertIn("public columns", str(wrong))
        return claim

    def test_an_entry_of_a_table(self):
        self.assertFalse(self.altered("brightness", 1, 700).holds())

    def test_a_weight_of_a_relation(self):
        self.assertFalse(self.altered("crop", 0, -1).holds())

    def test_no_value_may_be_more(self):
        self.assertFalse(self.altered("crop", 3, 0).holds())


class Arithmetic(unittest.TestCase):
    def test_keys_are_those_of_the_list(self):
        with open(os.path.join(HERE, "..", "..", "docs", "keys.txt"), encoding="utf-8") as file:
            lines = file.read().splitlines()[1:]
        self.assertEqual(len(lines), 42)
        for line in lines:
            k, kind, width, pairs, key = line.split(", ")
            if kind == "lookup":
                circuit = circuits.lookup(int(k), int(width))
            else:
                circuit = circuits.inner_product(int(k), int(width), int(pairs))
            self.assertEqual(f"{circuit.system.key:064x}", key, line)

    def test_sums_of_multiples(self):
        points = parameters.parameters(14).g
        draw = random.Random(1)
        for count in (0, 1, 2, 3, 50, 300):
            # Some points occur twice, some with the other sign, some scalars are special.
            terms = [(draw.randrange(field.P), points[draw.randrange(200)]) for _ in range(count)]
            terms += [(scalar, curve.negative(point)) for scalar, point in terms[:10]]
            terms += [(scalar, points[5]) for scalar in (0, 1, field.P - 1, 2**253)]
            expected = None
            for scalar, point in terms:
                for bit in bin(scalar)[:1:-1]:
                    if bit == "1":
                        expected = curve.add(expected, point)
                    point = curve.add(point, point)
            self.assertEqual(curve.multiply_out(terms), expected)

    def test_generators_are_hashed_to_the_curve(self):
        for k in (14, 15, 16):
            known = parameters.parameters(k)
            for i in (0, 1, 77, known.n - 1):
                self.assertEqual(generators.generator(i), known.g[i])
            self.assertEqual(generators.hash_to_curve(b"\1"), known.w)
            self.assertEqual(generators.hash_to_curve(b"\2"), known.u)

    def test_points_and_their_bytes(self):
        for x, y in parameters.parameters(14).g[:20]:
            for point in ((x, y), curve.negative((x, y))):
                data = (point[0] | (point[1] & 1) << 255).to_bytes(32, "little")
                self.assertEqual(curve.decode(data), point)

    def test_values_and_coefficients(self):
        draw = random.Random(2)
        values = [draw.randrange(field.P) for _ in range(64)]
        coefficients = field.coefficients_of(values)
        for i, value in enumerate(values):
            self.assertEqual(field.evaluate(coefficients, pow(field.root_of_unity(6), i, field.P)), value)

    def test_signatures(self):
        # RFC 8032, section 7.1, test 2.
        seed = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
        key = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
        signature = bytes.fromhex(
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        )
        self.assertEqual((public_key(seed), sign(seed, b"\x72")), (key, signature))
        holds = functools.partial(ed25519.holds, key)
        self.assertTrue(holds(b"\x72", signature))
        self.assertFalse(holds(b"\x73", signature))
        s = int.from_bytes(signature[32:], "little") + ed25519.ORDER
        self.assertFalse(holds(b"\x72", signature[:32] + s.to_bytes(32, "little")))
        # Under a key of small order, anybody can sign anything.
        weak = ed25519.encode(ed25519.IDENTITY)
        self.assertFalse(ed25519.holds(weak, b"", weak + bytes(32)))


if __name__ == "__main__":
    gc.disable()
    unittest.main()
