"""The caller's matrices: what they must look like, what a unit gives, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from pekppp_rules.errors import EvaluationError, Parameter, Phrase, Place, Problem, shown
from pekppp_rules.errors.suggest import closest
from pekppp_rules.regulation.model import ScoredForm, ValueForm

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Whole = NDArray[np.integer]
    Truth = NDArray[np.bool_]
    Floats = NDArray[np.float32] | NDArray[np.float64]

SUMS, COUNTS = "sums", "counts"

_MOST_NAMED = 10
"""Units that a message names; it says how many more there are."""

_LARGEST_DOUBLE = 2**53
"""A masked matrix of unsigned numbers is cut here before it becomes signed: far beyond every scale, and so refused."""

_A_MAPPING = Phrase("pemetaan dari nama formulir", "a mapping from the name of a form")
_COUNT = Phrase(
    "bilangan bulat, atau larik bilangan bulat dengan satu untuk setiap unit",
    "a whole number, or an array of whole numbers with one for each unit",
)


@dataclass(frozen=True, eq=False)
class FormMatrix:
    """The sums of one form, a row a unit, and over how many evaluators or respondents they go."""

    form: ScoredForm
    codes: tuple[str, ...]
    """What the columns are."""
    sums: Whole
    counts: int | Whole
    """One number where all units have the same."""
    within: tuple[int, int]
    """Sums from the first to the second are on the scale whatever the count of their unit; others perhaps."""
    largest: int
    """The largest absolute value of a sum on the scale, for the unit with the largest count."""
    blank: Truth | None = None
    """The cells of a form of values that are not given; None where all are."""

    def given(self) -> Truth:
        """Return whether there is anything of the form: of no dimension where it is the same for all units."""
        counted = np.greater(self.counts, 0)
        return np.asarray(counted if self.blank is None else counted & ~self.blank.all(axis=1))

    def value_given(self, code: str) -> Truth:
        """Return whether a value is there: of no dimension where it is the same for all units."""
        counted = np.greater(self.counts, 0)
        return np.asarray(counted if self.blank is None else counted & ~self.blank[:, self.codes.index(code)])

    @property
    def is_narrow(self) -> bool:
        """Whether sums take less room than floats, and so are sooner looked through before they become some."""
        return self.sums.itemsize < np.dtype(np.float32).itemsize

    def are_within(self, values: NDArray[Any], rows: slice | NDArray[np.intp]) -> bool:
        """Return whether the sums of some units, as they are or as floats, are on the scale.

        Floats have to hold every whole number up to `largest`: what is beyond stays beyond when it is rounded to fit in.
        """
        if _are_within(values, *self.within):
            return True
        if isinstance(self.counts, int):
            return False
        counts, scale = self.counts[rows, np.newaxis].astype(np.float64), self.form.scale
        return bool(((values >= counts * float(scale.lowest)) & (values <= counts * float(scale.highest))).all())

    def off_the_scale(self) -> Iterator[Problem]:
        """Yield for every row of the form the units whose sum is off the scale."""
        counts = self.counts if isinstance(self.counts, int) else self.counts.astype(np.float64)
        lowest, highest = self.form.scale.lowest, self.form.scale.highest
        for at, code in enumerate(self.codes):
            column = self.sums[:, at].astype(np.float64)
            wrong = (column < counts * float(lowest)) | (column > counts * float(highest))
            if wrong.any():
                told: dict[str, Parameter] = {"code": code, "lowest": lowest, "highest": highest}
                yield _units_with("PKP-721", wrong, (SUMS, self.form.form), **told)


def read_matrices(
    forms: Mapping[str, ScoredForm], columns: Mapping[str, tuple[str, ...]], sums: object, counts: object
) -> tuple[dict[str, FormMatrix], int]:
    """Return the matrices by form, and how many units they have; `columns` has the codes of their columns.

    Raises EvaluationError with all that is wrong with the shape: what is no mapping (PKP-709), an unknown form (PKP-406), what is
    no matrix of whole numbers with a column for each row of the form, as many units in each (PKP-709), counts that are no whole
    numbers (PKP-709) or below 0 (PKP-725).
    """
    problems: list[Problem] = []
    for name, mapping in ((SUMS, sums), (COUNTS, counts)):
        if not isinstance(mapping, Mapping):
            problems.append(_not(mapping, _A_MAPPING, name))
    if not (isinstance(sums, Mapping) and isinstance(counts, Mapping)) or problems:
        raise EvaluationError(problems)
    for name, mapping in ((SUMS, sums), (COUNTS, counts)):
        problems += [_unknown(form, forms, name) for form in mapping if form not in forms]
    known = {name: matrix for name, matrix in sums.items() if name in forms}
    units = next((matrix.shape[0] for name, matrix in known.items() if _is_matrix(matrix, forms[name])), 0)
    found = {}
    for name, matrix in known.items():
        form = forms[name]
        expected = _a_matrix(units, form, columns[name])
        if not _is_matrix(matrix, form) or matrix.shape != (units, len(columns[name])):
            problems.append(_not(matrix, expected, SUMS, name))
        elif not _is_count(counts.get(name), units):
            problems.append(_not(counts.get(name), _COUNT, COUNTS, name))
        elif np.any(below := np.less(counts[name], 0)):
            problems.append(_units_with("PKP-725", below, (COUNTS, name)))
        else:
            found[name] = _form_matrix(form, columns[name], matrix, counts[name])
    problems += [
        _not(None, _a_matrix(units, forms[name], columns[name]), SUMS, name)
        for name in counts
        if name in forms and name not in sums
    ]
    if problems:
        raise EvaluationError(problems)
    return found, units


def _are_within(sums: NDArray[Any], lowest: int, highest: int) -> bool:
    """Return whether all sums are from lowest to highest; from zero on, they are looked through once, not twice.

    Read as bits without a sign, negative numbers are beyond every positive one, and positive floats in the order of their values.
    """
    if lowest == 0:
        dtype = sums.dtype
        most = np.array(highest, dtype) if dtype.kind == "f" else np.array(min(highest, np.iinfo(dtype).max), dtype)
        return bool(sums.view(_unsigned(dtype)).max() <= most.view(_unsigned(dtype)))
    return bool(sums.min() >= lowest) and bool(sums.max() <= highest)


def _unsigned(dtype: np.dtype[Any]) -> np.dtype[Any]:
    return np.dtype(f"{dtype.byteorder}u{dtype.itemsize}")


def missing_form(name: str, lacking: bool | Truth) -> Problem:
    """Return the problem of units that have nothing of a form that the index needs."""
    return _units_with("PKP-723", lacking, (SUMS, name), form=name)


def missing_value(name: str, code: str, lacking: bool | Truth) -> Problem:
    """Return the problem of units without a value that the index needs."""
    return _units_with("PKP-724", lacking, (SUMS, name), code=code)


def too_large(names: list[str], most: int, beyond: bool | Truth) -> Problem:
    """Return the problem of units beyond the bound below which everything is exact."""
    return _units_with("PKP-722", beyond, (COUNTS,), forms=" x ".join(names), most=most)


def _form_matrix(form: ScoredForm, codes: tuple[str, ...], matrix: Whole, given: int | Whole) -> FormMatrix:
    counts: int | Whole
    if isinstance(given, np.ndarray):
        least, most = (int(given.min()), int(given.max())) if len(given) else (1, 1)
        counts = most if least == most else given.astype(np.int64)
    else:
        counts = least = most = int(given)
    lowest, highest = form.scale.lowest, form.scale.highest
    within = max(lowest * least, lowest * most), min(highest * least, highest * most)
    largest = max(abs(lowest), abs(highest)) * most
    if not _is_masked(matrix):
        return FormMatrix(form, codes, np.asarray(matrix), counts, within, largest)
    blank, data = np.ma.getmaskarray(matrix), np.ma.getdata(matrix)
    if data.dtype == np.uint64:
        data = np.minimum(data, _LARGEST_DOUBLE)
    filling = counts * lowest if isinstance(counts, int) else (counts * lowest)[:, np.newaxis]
    return FormMatrix(form, codes, np.where(blank, filling, data.astype(np.int64)), counts, within, largest, blank)


def _is_matrix(matrix: object, form: ScoredForm) -> bool:
    is_whole = isinstance(matrix, np.ndarray) and matrix.ndim == 2 and matrix.dtype.kind in "iu"
    return is_whole and (isinstance(form, ValueForm) or not _is_masked(matrix))


def _is_masked(matrix: object) -> bool:
    return isinstance(matrix, np.ma.MaskedArray) and bool(np.ma.is_masked(matrix))


def _is_count(counts: object, units: int) -> bool:
    if isinstance(counts, np.ndarray) and counts.ndim:
        return (
            counts.dtype.kind in "iu"
            and counts.shape == (units,)
            and not _is_masked(counts)
            and (counts.dtype != np.uint64 or not units or int(counts.max()) < 2**63)
        )
    return isinstance(counts, (int, np.integer)) and not isinstance(counts, bool)


def _a_matrix(units: int, form: ScoredForm, codes: tuple[str, ...]) -> Phrase:
    filled, whole = ("", "") if isinstance(form, ValueForm) else (" tanpa sel kosong", " without blanks")
    size, named = f"{units} x {len(codes)}", ", ".join(codes)
    return Phrase(
        f"matriks NumPy bilangan bulat {size}{filled}: satu baris satu unit, kolomnya {named}",
        f"a NumPy matrix of whole numbers, {size}{whole}: a row a unit, its columns {named}",
    )


def _unknown(name: object, forms: Mapping[str, ScoredForm], where: str) -> Problem:
    told: dict[str, Parameter] = {"name": shown(str(name)), "known": ", ".join(forms)}
    near = closest(str(name), forms)
    return Problem("PKP-406", Place(path=(where,)), told if near is None else {**told, "suggestion": near})


def _not(found: object, expected: Phrase, *path: str) -> Problem:
    if isinstance(found, np.ndarray):
        size = " x ".join(map(str, found.shape)) or "0"
        masked = " (masked)" if _is_masked(found) else ""
        text = f"{found.dtype} {size}{masked}"
    else:
        text = type(found).__name__
    return Problem("PKP-709", Place(path=path), {"found": text, "expected": expected})


def _units_with(problem: str, units: bool | Truth, path: tuple[str, ...], **told: Parameter) -> Problem:
    """Return a problem of some units, named by their place among the rows, or of all of them."""
    if np.ndim(units) == 0 or np.all(units):
        named = Phrase("semua unit", "all units")
    else:
        rows = np.flatnonzero(units)
        first, more = ", ".join(map(str, rows[:_MOST_NAMED])), len(rows) - _MOST_NAMED
        named = (
            Phrase(f"unit pada baris {first}", f"units at row {first}")
            if more <= 0
            else Phrase(f"unit pada baris {first} dan {more} lagi", f"units at row {first} and {more} more")
        )
    return Problem(problem, Place(path=path), {"units": named, **told})
