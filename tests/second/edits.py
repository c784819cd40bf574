"""What each edit does (docs/format.md, section 8), as far as a verifier needs it: sizes, tables and weights.

An image is not needed for that. A tone edit is a table of 256 values for each channel. Every other edit is a linear
map, whose output may be rounded; `adjoint` turns weights on its output into weights on its input. Weights of an image
are a list of products (alpha, beta): byte i of row y weighs the sum over them of alpha[y] beta[i] (docs/protocol.md,
section 4.2).
"""

from field import P
from png import LONGEST_SIDE, MOST_PIXELS
from verdict import Refused, malformed


def require(condition, sentence):
    """An edit must be allowed for the image that it gets, and its parameters be in range."""
    if not condition:
        raise Refused("step", sentence)


def clamp(value):
    return max(0, min(255, value))


def table_of(tone, parameters):
    """The tables of a tone edit for red, green and blue."""
    if tone == "contrast":
        (p,) = parameters
        require(p <= 8000, "contrast is out of range")
        return [[clamp((128000 + (x - 128) * p + 500) // 1000) for x in range(256)]] * 3
    if tone == "brightness":
        (offset,) = parameters
        require(-255 <= offset <= 255, "brightness is out of range")
        return [[clamp(x + offset) for x in range(256)]] * 3
    if tone == "gamma":
        (p,) = parameters
        return [gamma_table(p)] * 3
    if tone == "levels":
        black, white, p = parameters
        require(black < white, "black is not below white")
        gamma = gamma_table(p)
        span = white - black
        return [[gamma[clamp((255 * (x - black) + span // 2) // span)] for x in range(256)]] * 3
    if tone == "curve":
        (points,) = parameters
        return [curve_table(points)] * 3
    if tone == "exposure":
        (e,) = parameters
        require(-5000 <= e <= 5000, "exposure is out of range")
        g = int(65536 * 2 ** (e / 2200) + 0.5)
        return [[clamp((x * g + (1 << 15)) >> 16) for x in range(256)]] * 3
    assert tone == "white_balance"
    require(max(parameters) <= 8000, "white balance is out of range")
    return [[clamp((x * p + 500) // 1000) for x in range(256)] for p in parameters]


def gamma_table(p):
    require(100 <= p <= 8000, "gamma is out of range")
    return [int(255 * (x / 255) ** (1000 / p) + 0.5) for x in range(256)]


def curve_table(points):
    require(2 <= len(points) <= 16, "a curve has 2 to 16 points")
    segments = [(x1 - x0, y1 - y0) for (x0, y0), (x1, y1) in zip(points, points[1:])]
    require(all(h > 0 and d >= 0 for h, d in segments), "the points of a curve are out of order")
    slopes = [(d << 16) // h for h, d in (segments[0], segments[-1])]
    for (p, a), (q, c) in zip(segments, segments[1:]):
        slopes.insert(-1, (a * c << 17) // (a * q + c * p) if a * c else 0)
    table = []
    for x in range(256):
        if x <= points[0][0] or x >= points[-1][0]:
            table.append(points[0][1] if x <= points[0][0] else points[-1][1])
            continue
        i = max(i for i, (x0, _) in enumerate(points) if x0 <= x)
        (x0, y0), (h, d), u = points[i], segments[i], x - points[i][0]
        n = (1 << 16) * d * u * u * (3 * h - 2 * u) + h * u * (h - u) * (slopes[i] * (h - u) - slopes[i + 1] * u)
        table.append(y0 + (2 * n + (h**3 << 16)) // (h**3 << 17))
    return table


TONES = ("contrast", "brightness", "gamma", "white_balance", "levels", "curve", "exposure")


class Linear:
    """An edit that is no tone edit, for an input of a size: clamp(floor((a weighted sum of bytes + offset) / divisor)).

    offsets: for each channel. fraction: the f of docs/protocol.md, section 3.3. least, greatest: of all quotients
    before they are clamped.
    """

    offsets, divisor, fraction, least, greatest = (0, 0, 0), 1, 1, 0, 255

    def __init__(self, width, height):
        self.width, self.height = width, height
        self.output = width, height

    def adjoint(self, rows, row):
        """Weights on the input, for the weight rows[y] row[i] of byte i of row y of the output (section 4.2)."""
        raise NotImplementedError


class Crop(Linear):
    def __init__(self, width, height, x, y, w, h):
        super().__init__(width, height)
        check_rectangle(width, height, x, y, w, h)
        self.x, self.y, self.output = x, y, (w, h)

    def adjoint(self, rows, row):
        after = self.height - self.y - len(rows), 3 * (self.width - self.x) - len(row)
        alpha = [0] * self.y + rows + [0] * after[0]
        beta = [0] * 3 * self.x + row + [0] * after[1]
        return [(alpha, beta)]


def check_rectangle(width, height, x, y, w, h):
    require(w and h and x + w <= width and y + h <= height, "a rectangle is empty, or reaches out of the image")


class Redact(Linear):
    def __init__(self, width, height, x, y, w, h):
        super().__init__(width, height)
        check_rectangle(width, height, x, y, w, h)
        self.rectangle = x, y, w, h

    def adjoint(self, rows, row):
        x, y, w, h = self.rectangle
        alpha = [0] * y + [-weight % P for weight in rows[y : y + h]] + [0] * (self.height - y - h)
        beta = [0] * 3 * x + row[3 * x : 3 * (x + w)] + [0] * 3 * (self.width - x - w)
        return [(rows, row), (alpha, beta)]


class Flip(Linear):
    def __init__(self, width, height, axis):
        super().__init__(width, height)
        self.axis = axis

    def adjoint(self, rows, row):
        return [(rows, mirrored(row)) if self.axis == 0 else (rows[::-1], row)]


def mirrored(row):
    """A row of bytes with its pixels from the right to the left."""
    answer = [0] * len(row)
    for channel in range(3):
        answer[channel::3] = row[channel::3][::-1]
    return answer


class Rotate90(Linear):
    def __init__(self, width, height, turns):
        super().__init__(width, height)
        require(1 <= turns <= 3, "a rotation has one to three quarter turns")
        self.turns = turns
        if turns != 2:
            self.output = height, width

    def adjoint(self, rows, row):
        if self.turns == 2:
            return [(rows[::-1], mirrored(row))]
        # One turn: Y[y][x] = X[h - 1 - x][y]; three: Y[y][x] = X[x][w - 1 - y].
        products = []
        for channel in range(3):
            alpha = row[channel::3]
            beta = [0] * 3 * self.width
            beta[channel::3] = rows if self.turns == 1 else rows[::-1]
            products.append((alpha[::-1] if self.turns == 1 else alpha, beta))
        return products


class Resize(Linear):
    offsets, divisor, fraction = (1 << 17,) * 3, 1 << 18, 1 << 5

    def __init__(self, width, height, w, h):
        super().__init__(width, height)
        require(1 <= w <= LONGEST_SIDE and 1 <= h <= LONGEST_SIDE and w * h <= MOST_PIXELS, "a size to resize to is out of range")
        self.output = w, h

    def adjoint(self, rows, row):
        alpha, beta = [0] * self.height, [0] * 3 * self.width
        for weight, taps in zip(rows, taps_of(self.height, self.output[1])):
            for j, tap in taps:
                alpha[j] += tap * weight
        for i, taps in enumerate(taps_of(self.width, self.output[0])):
            for j, tap in taps:
                for channel in range(3):
                    beta[3 * j + channel] += tap * row[3 * i + channel]
        return [([a % P for a in alpha], [b % P for b in beta])]


def taps_of(n, count):
    """For each of `count` output samples of an axis of n input samples: which inputs it weighs, and how much."""
    answer = []
    for i in range(count):
        reach = 2 * max(n, count)
        centre = (2 * i + 1) * n
        first = max(0, ((centre - reach) // count - 1) // 2 - 1)
        last = min(n - 1, ((centre + reach) // count - 1) // 2 + 1)
        weights = [(j, reach - abs(centre - (2 * j + 1) * count)) for j in range(first, last + 1)]
        weights = [(j, a) for j, a in weights if a > 0]
        total = sum(a for _, a in weights)
        shares = [[j, (a << 9) // total, (a << 9) % total] for j, a in weights]
        missing = (1 << 9) - sum(share for _, share, _ in shares)
        for entry in sorted(shares, key=lambda entry: (-entry[2], entry[0]))[:missing]:
            entry[1] += 1
        answer.append([(j, share) for j, share, _ in shares if share])
    return answer


class ColourMap(Linear):
    """Each channel of the output is a sum of multiples of the channels of the same pixel."""

    matrix = None  # a row for each channel of the output

    def adjoint(self, rows, row):
        beta = []
        for at in range(0, len(row), 3):
            for channel in range(3):
                beta.append(sum(self.matrix[to][channel] * row[at + to] for to in range(3)) % P)
        return [(rows, beta)]


class RgbToYcbcr(ColourMap):
    matrix = ((1225, 2404, 467), (-691, -1357, 2048), (2048, -1715, -333))
    offsets, divisor, fraction = (2048, 524288 + 2047, 524288 + 2047), 1 << 12, 4


class Grayscale(ColourMap):
    matrix = (RgbToYcbcr.matrix[0],) * 3
    offsets, divisor, fraction = (2048,) * 3, 1 << 12, 4


class Saturation(ColourMap):
    offsets, divisor = (2048,) * 3, 1 << 12

    def __init__(self, width, height, p):
        super().__init__(width, height)
        require(p <= 4000, "saturation is out of range")
        k = (4096 * p + 500) // 1000
        others = [((4096 - k) * weight + 2048) // 4096 for weight in RgbToYcbcr.matrix[0]]
        self.matrix = [
            [m if to != channel else 4096 - (sum(others) - m) for channel, m in enumerate(others)] for to in range(3)
        ]
        self.fraction = 4 if p <= 1000 else 2
        bounds = [quotients(row, 2048, 1 << 12) for row in self.matrix]
        self.least, self.greatest = min(least for least, _ in bounds), max(greatest for _, greatest in bounds)


def quotients(weights, offset, divisor):
    """The least and the greatest floor(S / divisor) of any bytes."""
    least = (255 * sum(w for w in weights if w < 0) + offset) // divisor
    return least, (255 * sum(w for w in weights if w > 0) + offset) // divisor


class YcbcrToRgb(ColourMap):
    matrix = ((4096, 0, 5743), (4096, -1410, -2925), (4096, 7258, 0))
    offsets = (2048 - 128 * 5743, 2048 + 128 * (1410 + 2925), 2048 - 128 * 7258)
    divisor, fraction, least, greatest = 1 << 12, 2, -227, 480


PRESETS = [
    ([[1] * 3] * 3, 9),
    ([[1] * 5] * 5, 25),
    ([[1, 2, 1], [2, 4, 2], [1, 2, 1]], 16),
    ([[a * b for b in (1, 4, 6, 4, 1)] for a in (1, 4, 6, 4, 1)], 256),
    ([[0, -1, 0], [-1, 5, -1], [0, -1, 0]], 1),
    ([[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]], 1),
]


class Convolve(Linear):
    def __init__(self, width, height, kernel, divisor):
        super().__init__(width, height)
        side = len(kernel)
        require(side in (3, 5) and all(len(row) == side for row in kernel), "a kernel is not 3 by 3 or 5 by 5")
        require(all(-1024 <= weight <= 1024 for row in kernel for weight in row), "a kernel's weight is out of range")
        require(1 <= divisor <= 4096, "a kernel's divisor is out of range")
        self.kernel, self.divisor = kernel, divisor
        self.offsets = (divisor // 2,) * 3
        weights = [weight for row in kernel for weight in row]
        self.least, self.greatest = quotients(weights, divisor // 2, divisor)
        require(-4096 <= self.least and self.greatest <= 4096, "a kernel's result could be out of range")

    def adjoint(self, rows, row):
        half = len(self.kernel) // 2
        products = []
        for i, weights in enumerate(self.kernel):
            if not any(weights):
                continue  # judged by the kernel and not by the challenges
            alpha, beta = [0] * self.height, [0] * 3 * self.width
            for y, weight in enumerate(rows):
                alpha[min(max(y + i - half, 0), self.height - 1)] += weight
            for j, tap in enumerate(weights):
                for x in range(self.width):
                    to = 3 * min(max(x + j - half, 0), self.width - 1)
                    for channel in range(3):
                        beta[to + channel] += tap * row[3 * x + channel]
            products.append(([a % P for a in alpha], [b % P for b in beta]))
        return products


class Pixelate(Linear):
    offsets, divisor, fraction = Resize.offsets, Resize.divisor, Resize.fraction

    def __init__(self, width, height, x, y, w, h, block):
        super().__init__(width, height)
        check_rectangle(width, height, x, y, w, h)
        require(2 <= block <= 16384 and 20 * block >= max(w, h), "blocks are too small, or out of range")
        self.whole = (x, y, w, h) == (0, 0, width, height)
        self.rectangle = Redact(width, height, x, y, w, h)
        self.across, self.down = blocks_of(x, w, block), blocks_of(y, h, block)

    def adjoint(self, rows, row):
        alpha, beta = [0] * self.height, [0] * 3 * self.width
        for start, weights in self.down:
            total = sum(rows[start : start + len(weights)])
            for j, weight in enumerate(weights):
                alpha[start + j] = weight * total % P
        for start, weights in self.across:
            for channel in range(3):
                total = sum(row[3 * start + channel : 3 * (start + len(weights)) : 3])
                for j, weight in enumerate(weights):
                    beta[3 * (start + j) + channel] = weight * total % P
        if self.whole:
            return [(alpha, beta)]
        outside = self.rectangle.adjoint(rows, row)
        return [([(weight << 18) % P for weight in part], values) for part, values in outside] + [(alpha, beta)]


def blocks_of(start, n, block):
    """The blocks of a side of n pixels from `start`: first pixel, and the weight of each pixel."""
    count = max(1, n // block)
    ends = [i * n // count for i in range(count + 1)]
    return [
        (start + a, [512 * (j + 1) // (b - a) - 512 * j // (b - a) for j in range(b - a)]) for a, b in zip(ends, ends[1:])
    ]


def shear_weights(n):
    """The weights, in 1/24, of a value in four places, for a shift by n sixteenths of a pixel."""
    if n > 8:
        return shear_weights(16 - n)[::-1]
    before = (-3 * n * (16 - n) ** 2 + 512) // 1024
    after = (3 * n * (256 + 64 * n - 3 * n * n) + 511) // 1024
    last = (-3 * n * n * (16 - n) + 512) // 1024
    return [before, 24 - before - after - last, after, last]


class Shear(Linear):
    """One of the three steps of straighten: rows are shifted, or columns."""

    offsets, divisor, fraction = (12,) * 3, 24, 24
    least = min(quotients(shear_weights(n), 12, 24)[0] for n in range(16))
    greatest = max(quotients(shear_weights(n), 12, 24)[1] for n in range(16))

    def __init__(self, width, height, angle, part):
        super().__init__(width, height)
        require(-15000 <= angle <= 15000, "an angle is out of range")
        self.columns, one = part == 1, 1 << 40
        x = 9595049 * abs(angle)
        p = x * x // one
        slope = x * (15 * one - p) // (15 * one - 6 * p)
        if self.columns:
            slope = 2 * slope * one // (one + slope * slope // one)
        count = width if self.columns else height
        self.shifts = [(16 * slope * d + one // 2) // one for d in range(count)]
        longer = -(-self.shifts[-1] // 16) + 2
        if (angle > 0) != self.columns:
            self.shifts.reverse()
        self.output = (width, height + longer + 1) if self.columns else (width + longer, height)

    def adjoint(self, rows, row):
        # What weighs nothing is left out, as the last row of the output is if columns are shifted.
        weights = rows[:-1] if self.columns else row[::3]
        first = pow(weights[0], -1, P)
        factors = []
        for n in self.shifts:
            taps = zip(shear_weights(n % 16), weights[n // 16 :])
            factors.append(first * sum(tap * weight for tap, weight in taps) % P)
        if not self.columns:
            return [([weight * factor % P for weight, factor in zip(rows, factors)], row[: 3 * self.width])]
        beta = [weight * factors[i // 3] % P for i, weight in enumerate(row)]
        return [(rows[: self.height], beta)]


def parts_of(width, height, name, parameters):
    """The edits of the steps that prove an edit, for an image of a size: one, but of straighten."""
    if name == "straighten":
        if parameters == (0,):
            return [Crop(width, height, 0, 0, width, height)]
        parts = [Shear(width, height, *parameters, 0)]
        for part in (1, 2):
            parts.append(Shear(*parts[-1].output, *parameters, part))
        return parts
    return [LINEAR[name](width, height, *parameters)]


class CropHidden(Linear):
    """The rectangle. Its place is hidden, so there is no adjoint: hidden_crop.py has what takes its place."""

    def __init__(self, width, height, w, h):
        super().__init__(width, height)
        require(1 <= w <= width and 1 <= h <= height, "a hidden crop is empty or larger than the image")
        self.output = w, h


LINEAR = {
    "crop": Crop,
    "resize": Resize,
    "rgb_to_ycbcr": RgbToYcbcr,
    "ycbcr_to_rgb": YcbcrToRgb,
    "convolve": Convolve,
    "grayscale": Grayscale,
    "flip": Flip,
    "rotate90": Rotate90,
    "redact": Redact,
    "crop_hidden": CropHidden,
    "saturation": Saturation,
    "pixelate": Pixelate,
}

# A crop at a hidden place is followed in its group only by these (docs/protocol.md, section 3.1).
AFTER_HIDDEN = (
    "crop",
    "flip",
    "resize",
    "grayscale",
    "rgb_to_ycbcr",
    "ycbcr_to_rgb",
    "saturation",
    "straighten",
)


def check_recipe(recipe):
    """What is refused whatever the sizes are."""
    require(len(recipe) <= 32, "there are more than 32 edits")
    own = [parameters for name, parameters in recipe if name == "convolve" and parameters not in PRESETS]
    require(len(own) <= 2, "more than two convolutions have a kernel of their own")


def groups_of_jpeg(recipe, grouping):
    """The same if a JPEG is published: the last group is nothing, a crop, a resize, or a crop and then a resize.

    The rules hold for the edits before it.
    """
    if not grouping or grouping[-1] > len(recipe):
        raise malformed("the last group is not that of a JPEG")
    before = recipe[: len(recipe) - grouping[-1]]
    last = recipe[len(before) :]
    if [name for name, _ in last] not in ([], ["crop"], ["resize"], ["crop", "resize"]):
        raise malformed("the last group is not that of a JPEG")
    if not before:
        if len(grouping) > 1:
            raise malformed("the grouping does not cover the recipe")
        return [last]
    return [*groups_of(before, grouping[:-1]), last]


def groups_of(recipe, grouping):
    """The recipe divided into steps. The rules of docs/protocol.md, section 3.1, are checked."""
    if not recipe:
        if list(grouping) != [0]:
            raise malformed("an empty recipe has one empty group")
        return [[]]
    if not all(grouping) or sum(grouping) != len(recipe):
        raise malformed("the grouping does not cover the recipe")
    groups, at = [], 0
    for count in grouping:
        group = recipe[at : at + count]
        at += count
        if not may_be_a_group(group):
            raise malformed("a group is not one that can be proved in one step")
        groups.append(group)
    return groups


def may_be_a_group(group):
    names = [name for name, _ in group]
    if all(name in TONES for name in names) or len(group) == 1:
        return True
    if len(group) != 2 or names[1] in TONES:
        return False
    if names[0] == "crop":
        return names[1] != "crop_hidden"
    return names[0] == "crop_hidden" and (names[1] in AFTER_HIDDEN or group[1] == ("rotate90", (2,)))
