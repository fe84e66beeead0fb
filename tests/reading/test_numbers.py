"""Numbers are read as they were written, exactly, or not at all."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pekppp_rules.reading.numbers import exact_text, fits_a_file, number_written, to_exact

FRACTIONS = st.fractions(max_denominator=10**12)


@st.composite
def literals(draw):
    """Decimal literals around the limits, of at most 60 characters."""
    whole = draw(st.text("0123456789", min_size=1, max_size=18))
    decimals = draw(st.none() | st.text("0123456789", min_size=1, max_size=18))
    exponent = draw(st.none() | st.integers(-20, 20))
    sign = draw(st.sampled_from(["", "-"]))
    return sign + whole + (f".{decimals}" if decimals else "") + (f"e{exponent}" if exponent is not None else "")


@st.composite
def short_numbers(draw):
    """Literals of at most 15 digits, the last within 15 decimals."""
    digits = draw(st.integers(1, 15))
    figures = draw(st.integers(0, 10**digits - 1))
    places = draw(st.integers(0, 15))
    sign = draw(st.sampled_from(["", "-"]))
    return f"{sign}{figures}e-{places}"


def fits(value: Fraction) -> bool:
    """The documented limit, said in integers: 15 decimals, 15 digits before the point, 15 digits in all."""
    scaled = abs(value) * 10**15
    if scaled.denominator != 1 or abs(value) >= 10**15:
        return False
    figures = str(scaled.numerator).strip("0")
    return len(figures) <= 15


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("4", 4),
        ("4.0", 4),
        ("4e0", 4),
        ("4.000000", 4),
        ("40e-1", 4),
        ("0.4e1", 4),
        ("1e14", 100_000_000_000_000),
        ("-17", -17),
        ("007", 7),
    ],
)
def test_a_whole_number_becomes_int_however_it_is_written(text, number):
    found = number_written(text)
    assert type(found) is int
    assert found == number


@pytest.mark.parametrize("text", ["0", "-0", "0.0", "-0.000", "0e99", "-0e-99"])
def test_every_zero_is_the_integer_zero(text):
    assert repr(number_written(text)) == "0"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0.111", Decimal("0.111")),
        ("0.1110", Decimal("0.111")),
        ("-2.50", Decimal("-2.5")),
        ("25e-1", Decimal("2.5")),
        (".5", Decimal("0.5")),
        ("1e-15", Decimal("0.000000000000001")),
    ],
)
def test_a_fraction_becomes_the_decimal_that_was_written(text, number):
    found = number_written(text)
    assert type(found) is Decimal
    assert found == number
    assert found.as_tuple().digits[-1] != 0


@pytest.mark.parametrize(
    "text", ["999999999999999", "0.999999999999999", "123456.789012345", "9999999999999990e-1", "100000000000000"]
)
def test_fifteen_digits_are_accepted(text):
    assert number_written(text) == Fraction(text)


@pytest.mark.parametrize(
    "text",
    ["1234567890123456", "0.1234567890123456", "1e15", "1e400", "-1e400", "1e-16", "1e-400", "1e9999999999999999999"],
)
def test_more_than_fifteen_digits_are_refused(text):
    assert number_written(text) is None


@pytest.mark.parametrize("text", ["", "-", "abc", "1/9", "nan", "NaN", "sNaN", "Infinity", "-inf", "0x10", "1 2"])
def test_what_is_no_decimal_number_is_refused(text):
    assert number_written(text) is None


def test_a_literal_of_a_million_characters_is_refused():
    assert number_written("1" * 1_000_000) is None


@pytest.mark.parametrize(
    ("value", "fits_one"),
    [
        (10**15 - 1, True),
        (1 - 10**15, True),
        (10**15, False),
        (-(10**15), False),
        (11**15 - 1, False),
        (5_000_000_000_000_000, False),
        (Decimal("0.123456789012345"), True),
        (Decimal("0.1234567890123456"), False),
        (Decimal("1E-15"), True),
        (Decimal("1E-16"), False),
        (Decimal("999999999999999"), True),
        (Decimal("1E15"), False),
        (Decimal("NaN"), False),
        (Decimal("-Infinity"), False),
    ],
)
def test_a_file_holds_a_number_of_fifteen_digits_at_most(value, fits_one):
    assert fits_a_file(value) is fits_one


def test_a_whole_number_from_python_is_never_written_out_to_be_measured():
    """Python refuses to write so long a number; its size is compared instead."""
    assert fits_a_file(10**5_000) is False


@pytest.mark.parametrize(("zeros", "number"), [(58, 1), (59, None)])
def test_a_literal_of_more_than_sixty_characters_is_refused_whatever_its_value(zeros, number):
    assert number_written("1." + "0" * zeros) == number


@given(literals())
def test_a_number_is_its_exact_value_or_refused(text):
    value = Fraction(text)
    found = number_written(text)
    if not fits(value):
        assert found is None
    else:
        assert found == value
        assert type(found) is (int if value.denominator == 1 else Decimal)


@given(short_numbers())
def test_a_double_carries_every_number_that_is_accepted(text):
    exact = number_written(text)
    assert exact is not None
    assert number_written(repr(float(text))) == exact


@pytest.mark.parametrize(
    ("value", "fraction"),
    [
        (4, Fraction(4)),
        (Decimal("0.111"), Fraction(111, 1000)),
        (Fraction(1, 3), Fraction(1, 3)),
        ("1/9", Fraction(1, 9)),
        ("-2/4", Fraction(-1, 2)),
        ("7", Fraction(7)),
        ("0/5", Fraction(0)),
    ],
)
def test_exact_values_become_fractions(value, fraction):
    found = to_exact(value)
    assert type(found) is Fraction
    assert found == fraction


@pytest.mark.parametrize(
    "value",
    [
        *(0.5, 4.0, float("nan"), float("inf"), True, False, None, b"1", [1], 1j),
        *("", "1/0", "0.5", "1e3", "+1", " 1", "1 ", "1/9\n", "1/-9", "1/", "/9", "1/2/3", "1_0", "٣", "½"),
        *("1234567890123456", "1/1234567890123456"),
        *(Decimal("NaN"), Decimal("Infinity"), Decimal("-Infinity")),
    ],
    ids=repr,
)
def test_what_is_not_exact_is_refused_with_value_error(value):
    with pytest.raises(ValueError, match=r".") as caught:
        to_exact(value)
    assert not isinstance(caught.value, UnicodeError)


@given(FRACTIONS)
def test_exact_text_is_in_lowest_terms(value):
    numerator, _, denominator = exact_text(value).partition("/")
    assert int(numerator) == value.numerator
    assert int(denominator or "1") == value.denominator
    assert denominator != "1"


@pytest.mark.parametrize(
    ("value", "text"),
    [(Fraction(111, 1000), "111/1000"), (Fraction(2, 4), "1/2"), (Fraction(8, 2), "4"), (Fraction(-1, 3), "-1/3")],
)
def test_exact_text_writes_ratios_and_whole_numbers(value, text):
    assert exact_text(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(10**5_000), "1" + "0" * 5_000),
        (Fraction(-(10**5_000)), "-1" + "0" * 5_000),
        (Fraction(1, 10**5_000), "1/1" + "0" * 5_000),
        (Fraction(10**5_000 + 1, 2), "1" + "0" * 4_999 + "1/2"),
        (Fraction(10**5_000, 10**5_000 + 1), "1" + "0" * 5_000 + "/1" + "0" * 4_999 + "1"),
    ],
    ids=["whole", "negative", "one over many", "over two", "both"],
)
def test_exact_text_writes_numbers_that_python_itself_does_not(value, text):
    assert exact_text(value) == text


@given(FRACTIONS.filter(lambda value: abs(value.numerator) < 10**15))
def test_exact_text_reads_back_as_the_same_number(value):
    assert to_exact(exact_text(value)) == value
