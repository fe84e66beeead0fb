"""Free text on its way into a document, and days in words."""

from __future__ import annotations

from datetime import date

from pekppp_rules.errors import Language, one_line

_ONES = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")
_LONGEST_COUNTER = 3
_MONTHS: dict[Language, tuple[str, ...]] = {
    "id": (
        *("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus"),
        *("September", "Oktober", "November", "Desember"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June", "July", "August"),
        *("September", "October", "November", "December"),
    ),
}
_WEEKDAYS: dict[Language, tuple[str, ...]] = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of a free text that say something, each fit for a page.

    What cannot be printed (control characters, direction overrides, what has no width) shows as a replacement character, as it
    does on a screen; none of it can end the text or turn what stands around it.
    """
    return tuple(line for line in map(str.strip, map(one_line, text.splitlines())) if line) or ("-",)


def titled(code: str, name: str) -> str:
    """Return a name after its code as a list counts: `a. Kebijakan Pelayanan`; a code that is a word says nothing beside it."""
    return one_line(f"{code}. {name}" if len(code) <= _LONGEST_COUNTER else name)


def number_words(number: int) -> str:
    """Return a whole number from 0 to 9999 in Indonesian words: `dua ribu dua puluh dua`."""
    if number < len(_ONES):
        return _ONES[number]
    if number < 20:
        return f"{_ONES[number - 10]} belas"
    for size, name, one in ((1000, "ribu", "seribu"), (100, "ratus", "seratus"), (10, "puluh", "")):
        if number >= size:
            many, rest = divmod(number, size)
            head = one if many == 1 else f"{number_words(many)} {name}"
            return f"{head} {number_words(rest)}" if rest else head
    raise AssertionError(number)


def day_words(day: date, lang: Language) -> str:
    """Return a day: `21 November 2022`."""
    return f"{day.day} {_MONTHS[lang][day.month - 1]} {day.year}"


def solemn_day(day: date, lang: Language) -> str:
    """Return a day as minutes open with it: weekday and words, so that no digit can be changed unnoticed."""
    weekday, month = _WEEKDAYS[lang][day.weekday()], _MONTHS[lang][day.month - 1]
    if lang == "en":
        return f"{weekday}, {day_words(day, lang)}"
    spelt = f"tanggal {number_words(day.day)} bulan {month} tahun {number_words(day.year)}"
    return f"{weekday} {spelt} ({day:%d-%m-%Y})"
