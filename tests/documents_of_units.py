"""Submissions at random in the shape that every regulation shares."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from tests.documents import block, by_key, some

_MOST = 10**12
_names = st.sampled_from(["Puskesmas Contoh", "x", "Ñandú", "i" * 300])
_choices = st.sampled_from(["luring", "a", "i" * 64])
_codes = st.sampled_from(["1.a.Ak", "a", "antrian"])
_free_texts = st.sampled_from(["Catatan", "i" * 20_000])
_counts = st.sampled_from([1, 12, 10**9, Decimal("12.0")])
_wholes = st.sampled_from([0, 5, -1, _MOST, -_MOST, Decimal("4.0"), None])
_decimals = st.sampled_from([0, Decimal("4.17"), Decimal("-0.5"), _MOST, Decimal("0.123456789012345"), None])
_scores = by_key(_codes, _wholes, least=0)
_means = by_key(_codes, _decimals, least=0)

_evidence = by_key(
    _codes,
    some(
        block(
            {"title": _names},
            kind=st.sampled_from(["document", "photo", "video", "screenshot", "link"]),
            location=st.sampled_from(["arsip/1", "i" * 2_000]),
            digest=st.just(f"sha256:{'0a' * 32}"),
        ),
        least=0,
    ),
    least=0,
)
_notes = by_key(_codes, _free_texts, least=0)
_sheet = block({"evaluator": _names, "scores": _scores}, notes=_notes, evidence=_evidence, observations=_notes)
_option = st.one_of(st.sampled_from(["peri", "i" * 2_000]), block({"other": _names}))
_fact = st.one_of(
    st.sampled_from([True, False, 0, Decimal("7.5"), 10**15 - 1, Decimal("4.0"), "gua", "2001-05-01", None]),
    some(_option),
    st.just([]),
)
_answers = st.one_of(
    some(_sheet, least=0),
    block({"responses": some(_scores, least=0)}),
    block({"totals": block({"respondents": _counts, "sums": _scores})}),
    block({"means": _means}, respondents=_counts),
    block({"values": _means}),
    block({"answers": by_key(_codes, _fact, least=0)}, evidence=_evidence),
)
_official = block({}, name=_names, nip=st.sampled_from(["1", "19700101 199503 1 001", "9" * 20]), position=_names)
parties = block(
    {},
    kind=st.just("parties"),
    number=_names,
    place=_names,
    date=st.sampled_from(["2000-01-01", "2024-02-29", "2099-12-31"]),
    head=_official,
    evaluators=by_key(_names, _official, least=0),
    **{"$schema": st.just("x.json")},
)
submissions = block(
    {
        "regulation": st.sampled_from(["permenpanrb_29_2022", "a0", "i" * 64]),
        "unit": block(
            {"name": _names, "agency": _names},
            mode=_choices,
            services=some(_choices, least=0),
            code=_names,
            address=_names,
        ),
        "period": block(
            {"year": st.sampled_from([2000, 2022, 2100, Decimal("2022.0")])}, scheme=_choices, stage=_choices
        ),
        "forms": by_key(st.sampled_from(["f01", "f02", "f03", "nilai"]), _answers, least=0),
    },
    **{"$schema": st.just("x.json")},
)
