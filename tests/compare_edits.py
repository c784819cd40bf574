"""Edits beside the same edits by ImageMagick, Pillow, NumPy and SciPy: mean and largest difference of a byte, and PSNR.

    python3 tests/compare_edits.py target/release/proofroom

Needs `convert` of ImageMagick, and `pip install numpy pillow scipy`. The figures stand in docs/testing.md. The program
edits copies of the samples, so that what it makes are its published pixels.
"""

import math
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image, ImageEnhance
from scipy.interpolate import CubicSpline, PchipInterpolator

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
PICTURES = {"market": "market.original.png", "test card": "test-card.original.png"}


def table(image, values):
    """Each byte replaced by a value, rounded."""
    rounded = np.clip(np.floor(np.asarray(values) + 0.5), 0, 255).astype(np.uint8)
    return rounded[image]


def magick(image, size, *arguments):
    """What ImageMagick makes of the picture, of this width and height. Its 16 bits are rounded here, since its PNGs of 8
    bits cut them off."""
    with tempfile.TemporaryDirectory() as folder:
        before = Path(folder, "before.png")
        Image.fromarray(image).save(before)
        command = ["/usr/bin/convert", before, *arguments, "-depth", "16", "-endian", "LSB", "rgb:-"]
        made = subprocess.run(command, check=True, capture_output=True).stdout
    values = np.frombuffer(made, "<u2").reshape(size[1], size[0], 3)
    return np.floor(values / 257 + 0.5).astype(np.uint8)


def levels(image):
    size = image.shape[1], image.shape[0]
    return magick(image, size, "-level", f"{100 * 16 / 255}%,{100 * 235 / 255}%,1.2")


POINTS = [0, 64, 192, 255], [0, 50, 210, 255]


def curve(image):
    return table(image, PchipInterpolator(*POINTS)(np.arange(256)))


def natural_curve(image):
    return table(image, CubicSpline(*POINTS, bc_type="natural")(np.arange(256)))


def exposure(stops, exact):
    """The light times a power of two; values are sRGB's, or the power 1/2.2 of light."""

    def edit(image):
        x = np.arange(256) / 255
        if not exact:
            return table(image, 255 * (x**2.2 * 2**stops) ** (1 / 2.2))
        light = np.where(x <= 0.04045, x / 12.92, ((x + 0.055) / 1.055) ** 2.4) * 2**stops
        return table(
            image, 255 * np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
        )

    return edit


def saturation(factor):
    return lambda image: np.asarray(ImageEnhance.Color(Image.fromarray(image)).enhance(factor))


def saturation_exact(factor):
    def edit(image):
        luma = image @ np.array([0.299, 0.587, 0.114])
        scaled = luma[..., None] + factor * (image - luma[..., None])
        return np.clip(np.floor(scaled + 0.5), 0, 255).astype(np.uint8)

    return edit


def pixelate(image):
    x, y, width, height, block = 320, 120, 640, 480, 40
    whole = Image.fromarray(image)
    blocks = whole.crop((x, y, x + width, y + height)).resize((width // block, height // block), Image.BOX)
    whole.paste(blocks.resize((width, height), Image.NEAREST), (x, y))
    return np.asarray(whole)


def middle(size, degrees, frame):
    """Where the middle of a picture is in the straightened one, in pixels from its upper left corner: three shears, each of which
    leaves a pixel before what it shifts (circuits/src/edits/straighten.rs)."""
    (width, height), angle = size, math.radians(abs(degrees))
    tangent, sine = math.tan(angle / 2), math.sin(angle)
    clockwise = degrees > 0
    x, y = width / 2, height / 2
    x += 1 + tangent * ((height - 0.5 - y) if clockwise else y - 0.5)
    sheared = width + math.ceil(math.floor(16 * tangent * (height - 1) + 0.5) / 16) + 2
    y += 1 + sine * ((x - 0.5) if clockwise else sheared - 0.5 - x)
    x += 1 + tangent * ((frame[1] - 0.5 - y) if clockwise else y - 0.5)
    return x, y


def turned(degrees, frame, by):
    """The picture turned at once instead of by three shears, in the frame that the program gives it."""

    def edit(image):
        size = image.shape[1], image.shape[0]
        x, y = middle(size, degrees, frame)
        if by == "magick":
            srt = f"{size[0] / 2},{size[1] / 2} 1 {degrees} {x},{y}"
            viewport = f"distort:viewport={frame[0]}x{frame[1]}+0+0"
            options = ["-virtual-pixel", "black", "-filter", "point", "-interpolate", "catrom"]
            return magick(image, frame, *options, "-define", viewport, "-distort", "SRT", srt, "+repage")
        cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
        matrix = (cosine, sine, size[0] / 2 - cosine * x - sine * y)
        matrix += (-sine, cosine, size[1] / 2 + sine * x - cosine * y)
        return np.asarray(Image.fromarray(image).transform(frame, Image.AFFINE, matrix, by))

    return edit


def without_corners(size, frame, degrees):
    """A part of a straightened picture that shows none of its corners."""
    x, y = middle(size, degrees, frame)
    angle = math.radians(abs(degrees))
    share = 0.98 * size[1] / (size[0] * math.sin(angle) + size[1] * math.cos(angle))
    width, height = (int(share * side / 2) for side in size)
    return slice(int(y) - height, int(y) + height), slice(int(x) - width, int(x) + width)


def compared(one, other):
    difference = np.abs(one.astype(int) - other)
    square = (difference**2).mean()
    psnr = "∞" if square == 0 else f"{10 * math.log10(255**2 / square):.1f}"
    return f"{difference.mean():.3f} | {difference.max()} | {psnr}"


def row(edit, other, results):
    print(f"| {edit} | {other} | " + " | ".join(results) + " |", flush=True)


def main():
    program, folder = sys.argv[1], Path(tempfile.mkdtemp())
    originals = {}
    for name, file in PICTURES.items():
        copy = Path(shutil.copy(SAMPLES / file, folder))
        copy.chmod(0o600)
        originals[name] = copy, np.asarray(Image.open(copy).convert("RGB"))

    def published(original, flag, value):
        out = folder / "published.png"
        trust = ["--trust", SAMPLES / "trust.json"]
        command = [program, "edit", original, f"--{flag}={value}", "--out", out, *trust]
        # What it keeps of its publications is not kept for the user.
        own = os.environ | {"PROOFROOM_CONFIG_DIR": str(folder), "PROOFROOM_STATE_DIR": str(folder)}
        done = subprocess.run([str(part) for part in command], env=own, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        pixels = np.asarray(Image.open(out).convert("RGB"))
        out.unlink()
        return pixels

    print("| edit | beside | " + " | ".join(f"{name}: mean | largest | PSNR" for name in PICTURES) + " |")
    for flag, value, others in [
        ("levels", "16,235,1.2", {"ImageMagick `-level`": levels}),
        (
            "curve",
            "0:0,64:50,192:210,255:255",
            {"SciPy's monotone cubic": curve, "a natural cubic spline": natural_curve},
        ),
        (
            "exposure",
            "0.7",
            {"light as the power 2.2": exposure(0.7, False), "light as in sRGB": exposure(0.7, True)},
        ),
        ("exposure", "-1.5", {"light as in sRGB": exposure(-1.5, True)}),
        (
            "saturation",
            "1.3",
            {"the formula in fractions": saturation_exact(1.3), "Pillow's `Color`": saturation(1.3)},
        ),
        ("saturation", "0.5", {"Pillow's `Color`": saturation(0.5)}),
        ("pixelate", "320,120,640,480,40", {"Pillow's box filter": pixelate}),
    ]:
        made = {name: published(copy, flag, value) for name, (copy, _) in originals.items()}
        for other, edit in others.items():
            row(
                f"{flag} {value}",
                other,
                [compared(made[name], edit(image)) for name, (_, image) in originals.items()],
            )
    for degrees in (2.5, -12):
        results = {}
        for name, (copy, image) in originals.items():
            made = published(copy, "straighten", degrees)
            frame = made.shape[1], made.shape[0]
            part = without_corners((image.shape[1], image.shape[0]), frame, degrees)
            at_once = turned(degrees, frame, "magick")(image)
            pairs = {
                "ImageMagick, turned at once by Catmull-Rom": (made, at_once),
                "Pillow, turned at once by bicubic": (
                    made,
                    turned(degrees, frame, Image.BICUBIC)(image),
                ),
                "(ImageMagick beside that of Pillow)": (
                    at_once,
                    turned(degrees, frame, Image.BICUBIC)(image),
                ),
            }
            for other, (one, two) in pairs.items():
                results.setdefault(other, []).append(compared(one[part], two[part]))
        for other, result in results.items():
            row(f"straighten {degrees}", other, result)
    shutil.rmtree(folder)


main()
