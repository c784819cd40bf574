"""The field of p elements, in which columns, challenges and proofs live (docs/cameras.md, "Generators").

An element is a Python integer from 0 to p - 1. The group of the curve Vesta has p elements; the coordinates of its
points are in another field, of q elements (curve.py).
"""

P = 0x40000000000000000000000000000000224698FC094CF91B992D30ED00000001

# p - 1 = 2^32 times an odd number, and 5 generates the multiplicative group.
TWO_ADICITY = 32
GENERATOR = 5


class Malformed(Exception):
    """Bytes that encode nothing."""


def element(data):
    """An element from its 32 bytes, which must be reduced."""
    value = int.from_bytes(data, "little")
    if len(data) != 32 or value >= P:
        raise Malformed("a number is not a reduced field element")
    return value


def encoding(value):
    return value.to_bytes(32, "little")


def reduced(digest):
    """64 bytes of a hash as an element."""
    return int.from_bytes(digest, "little") % P


def inverse(value):
    return pow(value, -1, P)


def inverses(values, modulus=P):
    """The inverses of all values, none of which is zero, with one inversion (Montgomery)."""
    products = []
    product = 1
    for value in values:
        products.append(product)
        product = product * value % modulus
    rest = pow(product, -1, modulus)
    answers = [0] * len(products)
    for i in range(len(products) - 1, -1, -1):
        answers[i] = products[i] * rest % modulus
        rest = rest * values[i] % modulus
    return answers


def powers(base, count, first=1):
    """first, first base, first base^2, ..., `count` of them."""
    answer = []
    power = first
    for _ in range(count):
        answer.append(power)
        power = power * base % P
    return answer


def inner(left, right):
    """The inner product of two lists of equal length."""
    assert len(left) == len(right)
    return sum(a * b for a, b in zip(left, right)) % P


def root_of_unity(k):
    """omega: a root of unity of order 2^k."""
    return pow(GENERATOR, (P - 1) >> k, P)


def evaluate(coefficients, point):
    """The polynomial with these coefficients, lowest first, at a point."""
    value = 0
    for coefficient in reversed(coefficients):
        value = (value * point + coefficient) % P
    return value


def coefficients_of(values):
    """The coefficients of the polynomial of degree below n that has these n values at 1, omega, omega^2, ...

    With them, sum of values[i] L_i becomes sum of coefficients[j] G_j: L_i is (1/n) sum of omega^(-ij) G_j.
    """
    n = len(values)
    k = n.bit_length() - 1
    assert n == 1 << k
    data = [values[int(format(i, f"0{k}b")[::-1], 2)] for i in range(n)] if k else list(values)
    half = 1
    while half < n:
        roots = powers(inverse(root_of_unity(half.bit_length())), half)
        for start in range(0, n, 2 * half):
            middle = start + half
            upper = [value * root % P for value, root in zip(data[middle : middle + half], roots)]
            lower = data[start:middle]
            data[start:middle] = [a + b for a, b in zip(lower, upper)]
            data[middle : middle + half] = [a - b for a, b in zip(lower, upper)]
        half *= 2
    scale = inverse(n)
    return [value * scale % P for value in data]
