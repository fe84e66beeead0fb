"""Files of rules at random, with every kind of rule, condition and expression."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import strategies as st

from tests.documents import Documents, block, by_key, exact, ids, level_keys, some, sourced, texts, whole_file

_names = st.sampled_from(["f01.1.ada", "{row}", "f02.{aspect}.x", "n" * 128])
_options = st.sampled_from(["kertas", "i" * 300])
_literals = st.sampled_from([True, False, 0, 4, "kode"])
_FIELDS = st.sampled_from(["unit.mode", "period.scheme", "period.stage", "period.year"])

_TERMS: list[tuple[Mapping[str, Documents], Mapping[str, Documents]]] = [
    *(({key: _names}, {}) for key in ("fact", "node", "justified", "spread", "evidence")),
    *(({key: ids}, {}) for key in ("respondents", "evaluators", "identical")),
    ({"field": _FIELDS}, {}),
    ({"count": _names}, {"among": some(_options), "except": some(_options)}),
    ({"count": block({"fired": some(ids)})}, {}),
]
"""What can be compared without `value` before it: the required keys, and the others."""


def _expressions_over(inner: Documents) -> Documents:
    two = st.lists(inner, min_size=2, max_size=2)
    return st.one_of(
        *(block({sign: st.lists(inner, min_size=2, max_size=3)}) for sign in ("+", "x")),
        *(block({sign: two}) for sign in ("-", "/")),
        block({"round": inner, "places": st.integers(0, 9), "mode": st.just("half_up")}),
        block({"lookup": ids, "of": inner}),
    )


expressions = st.recursive(
    st.one_of(exact, *(block(required, **optional) for required, optional in _TERMS)), _expressions_over, max_leaves=3
)
_sides = st.one_of(_literals, expressions)
_band = st.one_of(
    *(block({end: exact}) for end in ("from", "above", "below", "upto")),
    *(block({low: exact, high: exact}) for low in ("from", "above") for high in ("below", "upto")),
)
_OPERATORS: dict[str, Documents] = {
    **dict.fromkeys(("=", "!="), _sides),
    **dict.fromkeys(("<", "<=", ">", ">="), expressions),
    "in": some(_literals),
    "has": _options,
    "present": st.just(True),
    "band": _band,
}
_compared = st.sampled_from([*_TERMS, ({"value": expressions}, {})])


def _comparison(operator: str) -> Documents:
    return _compared.flatmap(lambda term: block({**term[0], operator: _OPERATORS[operator]}, **term[1]))


def _conditions_over(inner: Documents) -> Documents:
    return st.one_of(*(block({key: some(inner)}) for key in ("all", "any")), block({"not": inner}))


conditions = st.recursive(
    st.one_of(st.sampled_from(sorted(_OPERATORS)).flatmap(_comparison), block({"fired": ids})),
    _conditions_over,
    max_leaves=3,
)

_levels = st.integers(-1_000, 1_000)
_bands = block(
    {
        "of": expressions,
        "levels": some(
            st.one_of(*(block({"level": _levels, **end}) for end in ({}, {"upto": exact}, {"below": exact}))), least=2
        ),
    }
)
_WAYS: list[Mapping[str, Documents]] = [
    *({way: by_key(level_keys, conditions)} for way in ("ladder", "cases")),
    {"bands": _bands},
    {"options": block({"of": _names, "levels": by_key(ids, _levels)})},
]
_EACH: dict[str, Documents] = {"each": st.one_of(ids, block({"aspects": some(ids)}))}
_TELLING: dict[str, Documents] = {**_EACH, "values": by_key(ids, expressions, least=0), "subject": _names}
_EFFORTS = st.sampled_from(["small", "medium", "large"])


def _rule(kind: str, required: Mapping[str, Documents], **optional: Documents) -> Documents:
    return sourced({"id": ids, "kind": st.just(kind), **required}, **optional)


_rules = st.one_of(
    *(
        _rule(
            "level",
            {"row": ids, **way},
            needs=conditions,
            rises_with=some(_names, least=0),
            uncovered=some(texts, least=0),
        )
        for way in _WAYS
    ),
    _rule("derive", {"when": conditions}, **_EACH),
    _rule(
        "check",
        {"when": conditions, "text": texts, "severity": st.sampled_from(["info", "warning", "error"])},
        **_TELLING,
        group_by=st.just("aspect"),
    ),
    _rule(
        "recommend",
        {"when": conditions, "text": texts},
        **_TELLING,
        steps=ids,
        achieves=block({"row": _names, "level": _levels}),
        effort=_EFFORTS,
    ),
)
_step = block({"text": texts, "effort": _EFFORTS})
_tables = st.one_of(
    sourced({"id": ids, "kind": st.just("steps"), "form": ids, "rows": by_key(ids, by_key(level_keys, _step))}),
    sourced({"id": ids, "kind": st.just("numbers"), "entries": some(block({"from": exact, "value": exact}))}),
)
rule_files = whole_file({"kind": st.just("rules"), "rules": some(_rules)}, tables=some(_tables, least=0))
