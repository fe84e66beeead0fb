"""One form for texts that look the same."""

from __future__ import annotations

import unicodedata


def composed(text: str) -> str:
    """Return a text in Unicode's composed form, NFC."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)
