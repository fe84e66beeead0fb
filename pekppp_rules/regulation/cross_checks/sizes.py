"""Numbers of a package stay small enough to be computed and written, whatever weights and factors it states.

Exact arithmetic has no bound of its own: a sum of a thousand fractions with denominators that share nothing has one of fifteen
thousand digits. Nobody's regulation needs that, and only a stranger's package could ask for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from math import ceil, lcm, prod

from pekppp_rules.errors import Phrase
from pekppp_rules.regulation.cross_checks.parts import Finding
from pekppp_rules.regulation.model import (
    AnyNode,
    Expression,
    FactsForm,
    FirstGiven,
    Linear,
    Package,
    Row,
    Rows,
    Weight,
    WeightedMean,
)
from pekppp_rules.regulation.rule_walk import every_expression
from pekppp_rules.regulation.tree import children_first, named_children, rows_of

MOST_DIGITS = 1_000
"""Digits of a value, before and behind the fraction stroke together; the packages that ship need fewer than thirty."""
MOST_DIGITS_OF_AN_EXPRESSION = 4_000
MOST_CHOICES = 100
"""Combinations of variants: each is a tree of its own."""

_LIMIT: int = 10**MOST_DIGITS
_OF_A_ROW = (10**15, 10**15)
"""The denominator and the magnitude that an answer can have, as fifteen digits allow."""
_DIGITS_OF_A_TERM = 30

_Size = tuple[int, int]


def is_too_fine(value: Fraction) -> bool:
    """Return whether a sum has run to more digits than a value may have."""
    return value.denominator >= _LIMIT


def check_choices_are_few(package: Package) -> Iterator[Finding]:
    """Variants of forms can be combined in so many ways at most."""
    values: dict[str, set[str]] = {}
    for form in package.forms:
        if form.variant is not None and not isinstance(form, FactsForm):
            values.setdefault(form.variant.field, set()).add(form.variant.value)
    count = prod(len(found) for found in values.values())
    if count > MOST_CHOICES:
        yield "PKP-152", ("forms", 0), {"count": count, "limit": MOST_CHOICES}


def check_numbers_can_be_written(package: Package) -> Iterator[Finding]:
    """The exact value of every node has few enough digits, whatever the answers are."""
    sizes: dict[str, _Size] = {}
    at = {node.id: number for number, node in enumerate(package.index.nodes)}
    for node in children_first(package):
        denominator, magnitude = _size(node, package, sizes)
        if denominator * magnitude >= _LIMIT:
            what = Phrase(f'simpul "{node.id}"', f'node "{node.id}"')
            yield "PKP-151", ("index", "nodes", at[node.id]), {"what": what, "limit": MOST_DIGITS}
            denominator, magnitude = _OF_A_ROW  # said once; the nodes above are not to blame
        places = package.index.rounding_of(node).places if _is_rounded(node, package) else None
        sizes[node.id] = (denominator if places is None else 10**places, magnitude)


def _is_rounded(node: AnyNode, package: Package) -> bool:
    return "parent" in package.index.rounding_of(node).used_by


def _size(node: AnyNode, package: Package, sizes: Mapping[str, _Size]) -> _Size:
    """Return a denominator and a bound that any value of a node has, given those of its children."""
    children = [sizes.get(name, _OF_A_ROW) for name in named_children(node)]
    if isinstance(node, FirstGiven):
        return _common(denominator for denominator, _ in children), max(magnitude for _, magnitude in children)
    if isinstance(node, Linear):
        ((denominator, magnitude),) = children
        own = _common([node.times.denominator * denominator, node.plus.denominator])
        return own, ceil(abs(node.times)) * magnitude + ceil(abs(node.plus))
    rows = rows_of(node)
    weights = [part.weight.value for part in node.parts if hasattr(part, "weight")]
    if rows is not None:
        children, weights = [_OF_A_ROW], _weights_of(rows, package)
    out_of = node.out_of if isinstance(node, WeightedMean) else Fraction(1)
    shares = [weight / out_of for weight in weights if out_of] or [Fraction(1, max(1, _count(node, package)))]
    of_children = _common(denominator for denominator, _ in children)
    total = sum(ceil(abs(share)) for share in shares) if weights else 1
    return _common(share.denominator for share in shares) * of_children, max(1, total) * max(
        size for _, size in children
    )


def _common(denominators: Iterable[int]) -> int:
    """Return the least common multiple, or one that is too large as soon as it is."""
    found = 1
    for denominator in denominators:
        found = lcm(found, denominator)
        if found >= _LIMIT:
            break
    return found


def _weights_of(rows: Rows, package: Package) -> list[Fraction]:
    found = (row.weight for row in _rows_named(rows, package))
    return [weight.value for weight in found if isinstance(weight, Weight)]


def _count(node: AnyNode, package: Package) -> int:
    rows = rows_of(node)
    return len(named_children(node)) if rows is None else sum(1 for _ in _rows_named(rows, package))


def _rows_named(rows: Rows, package: Package) -> Iterator[Row]:
    for form in package.forms:
        if form.form == rows.form and not isinstance(form, FactsForm):
            yield from (row for block in form.blocks if block.aspect == rows.aspect for row in block.rows)


def digits_of(expression: Expression) -> int:
    """Return a number of digits that the value of an expression cannot exceed, as long as what it reads has few."""
    return sum(
        len(str(part.numerator)) + len(str(part.denominator))
        if isinstance(part, (int, Fraction))
        else _DIGITS_OF_A_TERM
        for part in every_expression(expression)
    )
