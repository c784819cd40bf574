"""The relation of a crop at a hidden place (docs/protocol.md, section 4.7).

Four committed columns stand for the place and for what it moves: places F, rows A, bytes B and row sums p. Seven
equations are joined by powers of gamma into one sum of slots and of products of pairs.
"""

from field import P, evaluate, powers
from relation import Slot
from statement import X

PLACES, ROWS, BYTES, ROW_SUMS = "places", "rows", "bytes", "row sums"


def equations(statement, products, value, challenges, planes):
    """The slots (those of the three pairs at the end), the weights of the pairs' products, and the instance's value.

    The only one of `products` has the weights of the rectangle. `value` is that of the output's relation, and `planes`
    the slot of its second sum, or None.
    """
    s, z, gamma = challenges.s, challenges.z, challenges.gamma
    given, hidden = statement.given, statement.hidden
    h, w, g = given.height, given.width, given.g
    high, wide = hidden.output[1], hidden.output[0]
    ((a, b),) = products
    factor = powers(gamma, 7)
    row_z = powers(z, max(given.used, h + w))
    row_s = powers(s, given.columns * g)

    # Places that fit: the rows of f_y, and behind those of all y the rows of g_x.
    f_rows, g_rows = range(h - high + 1), range(h, h + w - wide + 1)
    fits = [0] * (h + w)
    squares = [0] * (h + w)
    a_at_z, b_at_z = evaluate(a, z), evaluate(b, z)
    starts = sum(row_z[given.row * j] for j in range(g)) % P
    for y in f_rows:
        squares[y] = row_z[y]
        fits[y] = -row_z[y] + factor[1] - factor[3] * a_at_z * row_z[y]
    for x, row in enumerate(g_rows):
        squares[row] = row_z[row]
        fits[row] = -row_z[row] + factor[2] - factor[4] * b_at_z * starts * row_z[3 * x]

    fold = [(power, X, c) for c, power in enumerate(powers(pow(s, g, P), given.columns))]
    segments = [row_s[j] for j in range(g) for _ in range(given.row)]
    slots = [
        Slot([(1, PLACES, 0)], [weight % P for weight in fits]),
        Slot([(1, PLACES, 0)], []),
        Slot([(1, BYTES, 0)], [factor[4] * weight % P for weight in row_z[: given.used]]),
        Slot(fold, []),
        Slot([(1, ROWS, 0)], [factor[3] * weight % P for weight in row_z[:h]]),
        Slot([(1, ROW_SUMS, 0)], [factor[5] * weight % P for weight in row_s]),
    ]
    pairs = [
        squares,
        [-factor[5] * weight % P for weight in segments],
        [factor[6]] * h,
    ]
    if planes is None:
        single = Slot([(1, ROWS, 0)], [])
    else:
        single = Slot(planes.terms, [factor[6] * weight % P for weight in planes.weights])
    return [single] + slots, pairs, (factor[1] + factor[2] + factor[6] * value) % P
