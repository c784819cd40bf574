"""The two circuits (docs/protocol.md, sections 6.2 to 6.4). Names of columns and gates are those of its tables."""

from functools import cache

import halo2
from halo2 import Constant, ConstraintSystem


class Circuit:
    """`linked` and `public` are the indices of those columns, in their order."""

    def __init__(self, k):
        self.system = ConstraintSystem(k)
        self.linked, self.public = [], []

    def columns(self, count, kind=None):
        made = [self.system.advice_column() for _ in range(count)]
        if kind is not None:
            kind += made
        return made

    def proof_length(self, instances):
        """Bytes in a file of a proof about so many instances."""
        return halo2.proof_length(self.system, instances, len(self.linked))


class Lookup(Circuit):
    """Section 6.3, for an even number of inputs."""

    def __init__(self, k, width):
        super().__init__(k)
        inputs = self.columns(width, self.linked)
        (multiplicities,) = self.columns(1, self.linked)
        alpha_less_channel, alpha_less_entry, in_data, in_table, in_sum, at_ends = self.columns(6, self.public)
        helpers = self.columns(width // 2)
        fractions, total = self.columns(2)
        ask, gates = self.system.advice, self.system.gates

        for i, column in enumerate(helpers):
            gate, alpha, helper = ask(in_data), ask(alpha_less_channel), ask(column)
            d0, d1 = alpha - ask(inputs[2 * i]), alpha - ask(inputs[2 * i + 1])
            gates.append(gate * (helper * d0 * d1 - (d0 + d1)))

        gate, alpha, fraction, count = ask(in_table), ask(alpha_less_entry), ask(fractions), ask(multiplicities)
        gates.append(gate * (fraction * alpha - count))

        data, table, summed, ends = ask(in_data), ask(in_table), ask(in_sum), ask(at_ends)
        here, below, fraction = ask(total), ask(total, 1), ask(fractions)
        of_row = Constant(0)
        for column in helpers:
            of_row = of_row + ask(column)
        gates.append(summed * (below - here) - data * of_row + table * fraction)
        gates.append(ends * here)


class InnerProduct(Circuit):
    """Section 6.4: slots that are weighed, and behind them the two columns of each pair."""

    def __init__(self, k, slots, pairs):
        super().__init__(k)
        value_column = self.system.instance_column()
        count = slots + 2 * pairs
        columns = self.columns(count, self.linked)
        weights = self.columns(count, self.public)
        products = self.columns(pairs, self.public)
        at_start, in_sum, at_end = self.columns(3, self.public)
        (total,) = self.columns(1)
        ask, gates = self.system.advice, self.system.gates

        start, summed, end = ask(at_start), ask(in_sum), ask(at_end)
        value = self.system.instance(value_column)
        here, below = ask(total), ask(total, 1)
        terms = Constant(0)
        cells = []
        for weight, column in zip(weights, columns):
            weight = ask(weight)
            cells.append(ask(column))
            terms = terms + weight * cells[-1]
        for i, column in enumerate(products):
            left, right = cells[slots + 2 * i : slots + 2 * i + 2]
            terms = terms + ask(column) * left * right
        gates.append(start * (here + value))
        gates.append(summed * (below - here) - terms if pairs else summed * ((below - here) - terms))
        gates.append(end * here)


@cache
def lookup(k, width):
    return Lookup(k, width)


@cache
def inner_product(k, slots, pairs=0):
    return InnerProduct(k, slots, pairs)
