"""A rule for each row or aspect: its instances, with their names filled in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel

from pekppp_rules.regulation.model import EachAspect, Package, RubricForm
from pekppp_rules.regulation.rule_walk import Production
from pekppp_rules.regulation.tree import row_id
from pekppp_rules.scoring import Plan

_Part = TypeVar("_Part")


@dataclass(frozen=True)
class Binding:
    """What `{row}`, `{code}` and `{aspect}` stand for in one instance of a rule."""

    row: str | None = None
    code: str | None = None
    aspect: str | None = None

    def filled(self, name: str) -> str:
        """Return a name with its placeholders filled."""
        for key in ("row", "code", "aspect"):
            value = getattr(self, key)
            if value is not None:
                name = name.replace("{" + key + "}", value)
        return name


def bindings_of(rule: Production, package: Package, plan: Plan) -> Iterator[Binding]:
    """Yield a binding for each instance of a rule: rows in the order of the form, aspects in that of the regulation."""
    if rule.each is None:
        yield Binding()
    elif isinstance(rule.each, EachAspect):
        yield from (Binding(aspect=aspect) for aspect in rule.each.aspects)
    elif rule.each == "aspects":
        yield from (Binding(aspect=aspect.code) for aspect in package.regulation.aspects)
    else:
        form = plan.forms.get(rule.each)
        for block in form.blocks if isinstance(form, RubricForm) else ():
            for row in block.rows:
                yield Binding(row_id(rule.each, row.code), row.code, block.aspect)


def bound(part: _Part, binding: Binding) -> _Part:
    """Return a condition or expression with every placeholder in it filled."""
    filled: Any = _filled(part, binding)
    return filled  # type: ignore[no-any-return]  # the same kind of thing, with other names


def _filled(value: Any, binding: Binding) -> Any:
    if isinstance(value, str):
        return binding.filled(value) if "{" in value else value
    if isinstance(value, tuple):
        return tuple(_filled(item, binding) for item in value)
    if not isinstance(value, BaseModel):
        return value
    changed = {
        name: new
        for name in type(value).model_fields
        if (old := getattr(value, name)) is not None and (new := _filled(old, binding)) is not old and new != old
    }
    return value.model_copy(update=changed) if changed else value
