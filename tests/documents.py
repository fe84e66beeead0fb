"""Documents of every kind at random, as their schemas describe them: every key that may be there is there now and then.

They need not make sense together: names may name nothing. What must hold between files is for other tests.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

Documents = st.SearchStrategy[Any]

ids = st.sampled_from(["a", "1.a.Ak", "x-1", "0", "i" * 64])
texts = st.fixed_dictionaries(
    {"id": st.sampled_from(["Teks", "Ñandú", "i" * 4_000])}, optional={"en": st.sampled_from(["Text", "4"])}
)
lines = st.sampled_from(["Peraturan 1/2030", "x", "i" * 4_000])
exact = st.sampled_from([0, 17, -3, Decimal("0.111"), Decimal("4.0"), "1/9", "-10/3", "0/1", 10**15 - 1])
whole = st.sampled_from([1, 4, Decimal("4.0")])
level_keys = st.sampled_from(["0", "1", "2", "5", "99"])
dates = st.sampled_from(["2022", "2022-12", "2022-12-31"])
keys_of_sources = st.lists(ids, min_size=1, max_size=2)

_unknown = st.fixed_dictionaries({"looked_at": keys_of_sources, "note": texts})
_disputed = st.lists(
    st.fixed_dictionaries(
        {
            "about": texts,
            "chosen": texts,
            "others": st.lists(st.fixed_dictionaries({"says": texts, "source": keys_of_sources}), max_size=2),
            "reason": texts,
        }
    ),
    min_size=1,
    max_size=2,
)
_PROVENANCE: dict[str, Documents] = {
    "source": keys_of_sources,
    "confidence": st.sampled_from(["primary", "secondary", "single", "inferred", "unverified"]),
    "note": texts,
    "disputed": _disputed,
}


def block(required: Mapping[str, Documents], **optional: Documents) -> Documents:
    """Return mappings with the required keys and any of the others."""
    return st.fixed_dictionaries(dict(required), optional=optional)


_provenance = st.integers(0, 3).flatmap(lambda chance: st.just({}) if chance else block({}, **_PROVENANCE))


def sourced(required: Mapping[str, Documents], **optional: Documents) -> Documents:
    """Return the same, now and then with the keys that say where a value comes from."""
    return st.tuples(block(required, **optional), _provenance).map(lambda parts: {**parts[0], **parts[1]})


def whole_file(required: Mapping[str, Documents], **optional: Documents) -> Documents:
    """Return files, which say where their values come from unless every block does. Only one of rules has no note of its own."""
    said = {key: _PROVENANCE[key] for key in ("source", "confidence")}
    rest = {} if "rules" in required else {key: _PROVENANCE[key] for key in ("note", "disputed")}
    return block({**required, **said}, **rest, **optional)


def some(items: Documents, least: int = 1) -> Documents:
    """Return lists of at least `least`, and at most one more."""
    return st.lists(items, min_size=least, max_size=least + 1)


def by_key(keys: Documents, values: Documents, least: int = 1) -> Documents:
    """Return mappings of at least `least` keys, and at most two more."""
    return st.dictionaries(keys, values, min_size=least, max_size=least + 2)


_weight = st.one_of(exact, sourced({"value": exact}, printed=exact))
_named = sourced({"code": ids, "name": texts})
_unknown_value = block({"unknown": _unknown})
_PLACES = {"places": st.integers(0, 9), "mode": st.just("half_up")}

# regulation.yaml, sources.yaml, categories.yaml

_moment = sourced({"on": dates, "precision": st.sampled_from(["day", "month", "year"])})
_words = st.sampled_from(["national", "permenpanrb_29_2022", "a0", "i" * 64])
regulations = whole_file(
    {
        "kind": st.just("regulation"),
        "id": _words,
        "family": _words,
        "version": st.sampled_from(["0.1.0", "10.0.3"]),
        "scope": _words,
        "citation": lines,
        "title": texts,
        "validity": sourced({"from": _moment}, until=_moment),
        "legal": some(
            sourced(
                {
                    "relation": st.sampled_from(
                        ["mandate", "replaces", "amends", "amended_by", "replaced_by", "provision", "instrument"]
                    ),
                    "citation": lines,
                }
            ),
            least=0,
        ),
        "aspects": some(_named),
    },
    extends=st.sampled_from(["permenpanrb_29_2022@1.0.0", "a0@0.1.0.dev"]),
    principles=some(_named, least=0),
    fields=some(
        sourced(
            {
                "field": st.sampled_from(["unit.mode", "unit.services", "period.scheme", "period.stage"]),
                "required": st.booleans(),
                "values": some(_named),
            }
        ),
        least=0,
    ),
)

_SOURCE_KINDS = ["regulation", "official_form", "official_circular", "official_slide", "public_code"]
_source = block(
    {"key": ids, "kind": st.sampled_from([*_SOURCE_KINDS, "press", "article", "survey", "package"]), "title": lines},
    where=lines,
    date=dates,
    note=lines,
)
sources = block({"kind": st.just("sources"), "sources": some(_source)})

_category = sourced({"letter": st.sampled_from(["A", "A-", "i" * 16]), "from": exact, "name": texts})
_table = sourced({"id": ids, "title": texts, "categories": some(_category)})
categories = whole_file({"kind": st.just("categories"), "tables": some(_table)})

# forms

_levels = st.integers(-1_000, 1_000)
_variant = block({"field": st.sampled_from(["unit.mode", "period.scheme", "period.stage"]), "value": ids})
_scale = sourced({"lowest": _levels, "highest": _levels})
_pool = sourced({"pool": st.just("mean")})
_ROW = {"code": ids, "title": texts}
_MORE_OF_A_ROW = {"number": whole, "principle": ids, "official_code": _unknown_value}
_UNSCORED = {
    **_MORE_OF_A_ROW,
    "elements": some(texts),
    "levels": by_key(level_keys, texts, least=2),
    "evidence": some(texts, least=0),
}


def _form(kind: str, required: Mapping[str, Documents], **optional: Documents) -> Documents:
    head = {"kind": st.just("form"), "form": ids, "type": st.just(kind), "title": texts}
    return whole_file({**head, **required}, variant=_variant, **optional)


_ASSUMED = sourced({"unknown": _unknown, "fallback": st.just("equal")})
_indicator = sourced(_ROW, **_UNSCORED, weight=_weight)
rubrics = _form(
    "rubric",
    {"scale": _scale, "evaluators": _pool, "aspects": some(sourced({"aspect": ids, "indicators": some(_indicator)}))},
    weights=_ASSUMED,
    level_texts=_unknown_value,
    unscored=some(sourced(_ROW, **_UNSCORED), least=0),
)
_minimum = sourced({"value": whole})
_question = sourced(_ROW, **_MORE_OF_A_ROW, weight=_weight)
surveys = _form(
    "survey",
    {
        "scale": _scale,
        "respondents": sourced({"pool": st.just("mean")}, minimum=_minimum),
        "aspects": some(sourced({"aspect": ids, "questions": some(_question)})),
    },
    weights=_ASSUMED,
    level_texts=_unknown_value,
)
value_forms = _form(
    "value",
    {"scale": _scale, "values": some(sourced(_ROW, **_MORE_OF_A_ROW, weight=_weight, aspect=ids))},
    weights=_ASSUMED,
)

_literals = st.sampled_from([True, False, 0, 4, -3, "kode", Decimal("4.0")])


def _conditions_over(inner: Documents) -> Documents:
    return st.one_of(*(block({key: some(inner)}) for key in ("all", "any")), block({"not": inner}))


_fact_conditions = st.one_of(
    block({"fact": ids, "=": _literals}),
    block({"fact": ids, "in": some(_literals)}),
    block({"fact": ids, "present": st.just(True)}),
)
conditions = st.recursive(_fact_conditions, _conditions_over, max_leaves=4)


def _fact(kinds: list[str], required: Mapping[str, Documents], **optional: Documents) -> Documents:
    head = {"id": ids, "type": st.sampled_from(kinds), "title": texts}
    return sourced({**head, **required}, asked_if=conditions, **optional)


_facts = st.one_of(
    _fact(["bool", "percent", "text", "date"], {}),
    _fact(["int", "decimal"], {}, lowest=exact, highest=exact),
    _fact(["one"], {"options": some(_named, least=2)}),
    _fact(["set"], {"options": some(_named)}, other=st.booleans()),
)
_fact_question = sourced(
    {"code": ids, "title": texts, "facts": some(_facts)},
    number=whole,
    informs=block({"form": ids, "code": ids}),
    asked_if=conditions,
    evidence=some(texts, least=0),
)
_aspects_of_facts = some(sourced({"aspect": ids, "questions": some(_fact_question)}))
facts_forms = st.one_of(
    _form("facts", {"aspects": _aspects_of_facts}, additional=some(_fact_question, least=0)),
    _form("facts", {"additional": some(_fact_question)}),
)

# index.yaml


def _rounding(*uses: list[str]) -> Documents:
    return sourced({**_PLACES, "used_by": st.sampled_from(uses)})


_TREE_USES = (["display"], ["display", "category"])
_node_rounding = _rounding(*_TREE_USES, ["display", "parent"], ["display", "category", "parent"])
_part = sourced({"node": ids})
_weighted_part = sourced({"node": ids, "weight": _weight})


def _node(kind: str, required: Mapping[str, Documents], **optional: Documents) -> Documents:
    head = {"id": ids, "name": texts, "kind": st.just(kind)}
    return sourced({**head, **required}, aspect=ids, rounding=_node_rounding, categories=ids, **optional)


_ROWS = {"rows": block({"form": ids, "aspect": ids})}
_nodes = st.one_of(
    _node("linear", {"of": ids, "times": exact}, plus=exact),
    _node("first_given", {"parts": some(_part, least=2)}),
    *(_node("mean", of) for of in ({"parts": some(_part)}, _ROWS)),
    *(_node("weighted_mean", {"out_of": exact, **of}) for of in ({"parts": some(_weighted_part)}, _ROWS)),
    *(_node("weighted_sum", {"sum": exact, **of}) for of in ({"parts": some(_weighted_part)}, _ROWS)),
)
indexes = whole_file(
    {
        "kind": st.just("index"),
        "root": ids,
        "rounding": _rounding(*_TREE_USES),
        "requires": some(sourced({"form": ids, "without": st.sampled_from(["error", "next_part"])})),
        "aggregation": sourced({"rule": st.just("mean"), "of": st.just("unrounded")}),
        "nodes": some(_nodes),
    },
    conversion=ids,
    beside=some(ids),
)
