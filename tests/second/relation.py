"""The linear relation of a step (docs/protocol.md, section 4): its slots, their weights, and its value."""

from field import P, inner, inverses, powers
from statement import X

SHIFT = 36  # bytes from one number to the next where many are multiplied by one: a weight, a byte and 16,384 rows fit


class Slot:
    """A linear combination of columns, and its weight in each row from 0; rows beyond the list weigh nothing.

    terms: (factor, image or plane, column).
    """

    def __init__(self, terms, weights):
        self.terms, self.weights = terms, weights


def output_weights(made, r, t):
    """rho and tau of section 4.1: the weight of byte i of row y is rho[y] tau[i]. Padding counts as the last row."""
    rows = powers(r, made.columns * made.g)
    last = made.height - 1
    return rows[:last] + [sum(rows[last:]) % P], powers(t, made.row)


def placed(statement, products):
    """The products of an adjoint, in the frame of the input if a crop comes before the edit (section 4.2)."""
    if statement.frame is None:
        return products
    return [on_input for product in products for on_input in statement.frame.adjoint(*product)]


CLASSES = (2, 4, 8, 13, 33, 97, 130)


def all_slots(given, products, planes):
    """The slots of a relation, spare ones included. `planes` is the slot of the output's side, or None."""
    others = [] if planes is None else [planes]
    slots = slots_of_input(given, products, len(others)) + others
    if not slots:
        slots = [Slot([(1, X, 0)], [])]
    return with_spare(slots)


def with_spare(slots):
    """The slots of a class, spare ones included (section 4.4)."""
    size = next(size for size in CLASSES if size >= len(slots))
    return slots + [Slot(slots[-1].terms, [])] * (size - len(slots))


def slots_of_input(given, products, others):
    """Section 4.3, where `others` slots are needed besides."""
    proportional = proportional_columns(given, products)
    if len(proportional) > 8 - others:
        if len(products) == 1:
            slots = segments(given, *products[0])
        else:
            slots = one_by_one(given, products, others)
        if len(slots) <= 97 - others:
            return slots
    return proportional


def one_by_one(given, products, others):
    """Rule 3: each product as if it were the only one."""
    slots, room = [], 97 - others
    for product in products:
        own, left = proportional_columns(given, [product]), room - len(slots)
        if len(own) > min(8 - others, left):
            by_segments = segments(given, *product)
            if len(by_segments) <= left:
                own = by_segments
        slots += own
    return slots


def proportional_columns(given, products, plane=X):
    """Rule P: columns of X, or of another plane, whose profiles are multiples of each other are one slot."""
    g = given.g
    profiles = []
    for c in range(given.columns):
        profile = []
        for alpha, _ in products:
            part = alpha[c * g : (c + 1) * g]
            profile += part + [0] * (g - len(part))
        if any(profile):
            profiles.append((c, profile, next(filter(None, profile))))
    classes = {}
    for (c, profile, first), inverse in zip(profiles, inverses([first for _, _, first in profiles])):
        shape = tuple(weight * inverse % P for weight in profile)
        classes.setdefault(shape, []).append((c, profile, first, inverse))
    slots = []
    for members in classes.values():
        _, profile, _, inverse = members[0]
        weights = [0] * given.used
        for number, (_, beta) in enumerate(products):
            for j in range(g):
                alpha = profile[number * g + j]
                if alpha:
                    start = j * given.row
                    for i, b in enumerate(beta, start):
                        weights[i] += alpha * b
        weights = [weight % P for weight in weights]
        slots.append(Slot([(first * inverse % P, plane, c) for c, _, first, _ in members], weights))
    return slots


def segments(given, alpha, beta):
    """Rule S: the j-th segments of all columns are one slot, with the rows' weights as factors."""
    slots = []
    for j in range(given.g):
        terms = [
            (alpha[c * given.g + j], X, c)
            for c in range(given.columns)
            if c * given.g + j < given.height and alpha[c * given.g + j]
        ]
        if terms:
            slots.append(Slot(terms, [0] * j * given.row + beta))
    return slots


def slot_of_planes(made, planes, r, t):
    """The second sum of section 4.1, with its sign."""
    step = pow(r, made.g, P)
    terms = [
        (factor * power % P, plane, c)
        for c, power in enumerate(powers(step, made.columns))
        for plane, factor in planes
    ]
    tau = powers(t, made.row)
    weights = []
    for power in powers(r, made.g):
        weights += [-power * weight % P for weight in tau]
    return Slot(terms, weights)


def value_of(statement, rho, tau, pixels):
    """What the relation's sum must be, from what the verifier knows."""
    total = sum(rho)
    offsets = sum(weight * statement.offsets[i % 3] for i, weight in enumerate(tau))
    value = -total * offsets
    if statement.factor:
        made = statement.made
        rows = [pixels[y * made.row : (y + 1) * made.row] for y in range(made.height)]
        value += statement.factor * inner(weighted_sum(rho, rows), tau)
    return value % P


def weighted_sum(weights, rows):
    """The sum of weight times row over rows of bytes of equal length, as a list of field elements.

    A row is one large integer with room for sums between its bytes, so that Python multiplies all of it at once.
    """
    length = len(rows[0])
    total = 0
    for weight, row in zip(weights, rows, strict=True):
        spread = bytearray(length * SHIFT)
        spread[::SHIFT] = row
        total += weight * int.from_bytes(spread, "little")
    data = total.to_bytes(length * SHIFT, "little")
    return [int.from_bytes(data[at : at + SHIFT], "little") % P for at in range(0, len(data), SHIFT)]
