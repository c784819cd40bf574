"""The curve Vesta, y^2 = x^3 + 5 over the field of q elements (docs/cameras.md, "Generators"), and sums of multiples.

A point is a pair (x, y) of integers from 0 to q - 1; the point at infinity is None.
"""

from field import Malformed, P

Q = 0x40000000000000000000000000000000224698FC0994A8DD8C46EB2100000001


def on_curve(point):
    x, y = point
    return 0 <= x < Q and 0 <= y < Q and (y * y - x * x * x - 5) % Q == 0


def square_root(square):
    """A square root in the field of q elements, or None (Tonelli and Shanks; q - 1 = 2^32 times an odd number)."""
    odd = (Q - 1) >> 32
    half = pow(square, (odd - 1) // 2, Q)
    root = square * half % Q
    rest = root * half % Q  # square^odd, whose order is a power of two
    step, order = ROOT_OF_ORDER_2_32, 32
    while rest not in (0, 1):
        doublings, power = 0, rest
        while power != 1:
            power = power * power % Q
            doublings += 1
        if doublings >= order:
            return None
        for _ in range(order - doublings - 1):
            step = step * step % Q
        root = root * step % Q
        step = step * step % Q
        rest = rest * step % Q
        order = doublings
    return root


ROOT_OF_ORDER_2_32 = pow(5, (Q - 1) >> 32, Q)


def decode(data):
    """A point from its 32 bytes: x, little-endian, with the sign of y in the highest bit (docs/format.md, "Encoding").

    The point at infinity, which halo2 writes as zeros, is refused: no commitment and no point of a proof may be it.
    """
    number = int.from_bytes(data, "little")
    sign, x = number >> 255, number & ((1 << 255) - 1)
    if len(data) != 32 or x >= Q:
        raise Malformed("32 bytes are no point: x is not reduced")
    y = square_root((x * x * x + 5) % Q)
    if y is None or (y == 0 and sign):
        raise Malformed("32 bytes are no point of the curve")
    return x, (y if y & 1 == sign else Q - y)


def negative(point):
    return point and (point[0], -point[1] % Q)


def add(left, right):
    """The sum of two points."""
    if left is None:
        return right
    if right is None:
        return left
    (x1, y1), (x2, y2) = left, right
    if x1 != x2:
        slope = (y2 - y1) * pow(x2 - x1, -1, Q) % Q
    elif (y1 + y2) % Q == 0:
        return None
    else:
        slope = 3 * x1 * x1 * pow(2 * y1, -1, Q) % Q
    x = (slope * slope - x1 - x2) % Q
    return x, (slope * (x1 - x) - y1) % Q


def add_pairs(pairs):
    """The sums of many pairs of points that are not at infinity, with one inversion for all of them (Montgomery)."""
    denominators = [right[0] - left[0] for left, right in pairs]
    doubled = {}  # pairs of a point and itself, or its negative: the numerator of the tangent's slope
    for i in [i for i, denominator in enumerate(denominators) if not denominator]:
        (x, y1), (_, y2) = pairs[i]
        doubled[i] = 3 * x * x if y1 == y2 and y1 else None
        denominators[i] = 2 * y1 if doubled[i] is not None else 1
    products, product = [], 1
    for denominator in denominators:
        products.append(product)
        product = product * denominator % Q
    rest = pow(product, -1, Q)
    sums = [None] * len(pairs)
    for i in range(len(pairs) - 1, -1, -1):
        (x1, y1), (x2, y2) = pairs[i]
        numerator = y2 - y1
        if i in doubled:
            numerator = doubled[i]
        if numerator is not None:
            slope = numerator * (rest * products[i] % Q) % Q
            x = (slope * slope - x1 - x2) % Q
            sums[i] = (x, (slope * (x1 - x) - y1) % Q)
        rest = rest * denominators[i] % Q
    return sums


def add_multiples(points, scalar, others):
    """point + scalar * other for each pair of points, all pairs side by side."""
    answers = [None] * len(others)
    for bit in bin(scalar)[2:]:
        answers = sums_of([[point, point] for point in answers])
        if bit == "1":
            answers = sums_of([list(pair) for pair in zip(answers, others)])
    return sums_of([list(pair) for pair in zip(points, answers)])


def sums_of(groups):
    """The sum of each list of points. All lists are halved together, so that inversions are shared."""
    groups = [[point for point in group if point is not None] for group in groups]
    while any(len(group) > 1 for group in groups):
        pairs = [pair for group in groups for pair in zip(group[::2], group[1::2])]
        sums = iter(add_pairs(pairs))
        for i, group in enumerate(groups):
            if len(group) > 1:
                halved = [next(sums) for _ in range(len(group) // 2)]
                if len(group) % 2:
                    halved.append(group[-1])
                groups[i] = [point for point in halved if point is not None]
    return [group[0] if group else None for group in groups]


def multiply_out(terms):
    """The sum of scalar times point over a list of (scalar, point), by Pippenger's buckets.

    Scalars are cut into signed digits of `width` bits. A digit d adds the point to bucket |d| of its window.
    """
    scalars = {}
    for scalar, point in terms:
        if point is not None:
            scalars[point] = (scalars.get(point, 0) + scalar) % P
    terms = [(scalar, point) for point, scalar in scalars.items() if scalar]
    if not terms:
        return None
    width = max(2, min(12, len(terms).bit_length() - 3))
    windows = 256 // width + 1
    size, half = 1 << width, 1 << (width - 1)
    buckets = [[] for _ in range(windows * half)]
    for scalar, (x, y) in terms:
        plus, minus = (x, y), (x, Q - y)
        first = -1
        while scalar:
            digit = scalar & (size - 1)
            scalar >>= width
            if digit >= half:
                digit -= size
                scalar += 1
            if digit > 0:
                buckets[first + digit].append(plus)
            elif digit:
                buckets[first - digit].append(minus)
            first += half
    sums = sums_of(buckets)

    # The value of a window is the sum of d times bucket d. With d = a side + b it is side times the sum over a of a
    # times (the sum of buckets over b), plus the sum over b of b times (the sum of buckets over a).
    side = 1 << (width // 2)
    grids = [[[None] * side for _ in range(half // side + 1)] for _ in range(windows)]
    for i, point in enumerate(sums):
        d = i % half + 1
        grids[i // half][d // side][d % side] = point
    rows = sums_of([row for grid in grids for row in grid])
    columns = sums_of([list(column) for grid in grids for column in zip(*grid)])
    count = half // side + 1
    high = weighted_by_index([rows[w * count : (w + 1) * count] for w in range(windows)])
    low = weighted_by_index([columns[w * side : (w + 1) * side] for w in range(windows)])
    answer = None
    for top, bottom in zip(reversed(high), reversed(low)):
        for _ in range(width - width // 2):
            answer = add(answer, answer)
        answer = add(answer, top)
        for _ in range(width // 2):
            answer = add(answer, answer)
        answer = add(answer, bottom)
    return answer


def weighted_by_index(lists):
    """The sum of i times point i of each list, all lists side by side: that of all points from i on, over i > 0."""
    running = totals = [None] * len(lists)
    for i in range(len(lists[0]) - 1, 0, -1):
        running = sums_of([[point, points[i]] for point, points in zip(running, lists)])
        totals = sums_of([[total, point] for total, point in zip(totals, running)])
    return totals
