"""What the YAML and JSON parsers say, in words for who wrote the file. The parsers themselves speak English only."""

from __future__ import annotations

from pekppp_rules.errors import Phrase, shown

TAB = Phrase("tab tidak boleh dipakai untuk indentasi; pakai spasi", "a tab cannot indent; use spaces")
HALF_PAIR = Phrase(
    "escape ini setengah pasangan surrogate, bukan karakter; tulis karakternya langsung",
    "this escape is half a surrogate pair, no character; write the character itself",
)

_COLON = Phrase(
    "titik dua di tengah teks, atau indentasi tidak rata; beri tanda kutip pada teks yang memuat titik dua",
    "a colon inside a text, or uneven indentation; put a text with a colon in quotes",
)
_DIRECTIVE = Phrase(
    "baris yang diawali % (directive) tidak dapat dibaca; hapus, atau beri tanda kutip pada teksnya",
    "a line that begins with % (a directive) cannot be read; remove it, or put the text in quotes",
)
_TAG = Phrase(
    "tag YAML (diawali !) tidak diterima; hapus, atau beri tanda kutip pada teks yang diawali !",
    "YAML tags (with a ! first) are not accepted; remove it, or put a text with a ! first in quotes",
)
_BLOCK_TEXT = Phrase(
    "setelah | atau > hanya boleh ada komentar atau akhir baris; beri tanda kutip pada teks yang diawali tanda itu",
    "only a comment or the end of the line may follow | or >; put a text that begins with one in quotes",
)
_ESCAPE = Phrase(
    "garis miring terbalik dalam tanda kutip ganda memulai escape yang tidak dikenal; pakai tanda kutip tunggal",
    "a backslash in double quotes begins an unknown escape; use single quotes",
)

_YAML: tuple[tuple[str, Phrase], ...] = (
    ("mapping values are not allowed", _COLON),
    ("found unexpected ':'", _COLON),
    (
        "could not find expected ':'",
        Phrase("titik dua dan spasi setelah kunci tidak ada", "no colon and space after a key"),
    ),
    (
        "did not find expected key",
        Phrase("indentasi tidak rata dengan baris di atasnya", "indentation differs from the lines above"),
    ),
    (
        "did not find expected '-' indicator",
        Phrase("indentasi tidak rata dengan daftar di atasnya", "indentation differs from the list above"),
    ),
    (
        "block sequence entries are not allowed",
        Phrase(
            "butir daftar (-) tidak boleh di sini; mulai di baris baru, atau beri tanda kutip pada teksnya",
            "a list item (-) cannot stand here; begin a new line, or put the text in quotes",
        ),
    ),
    (
        "mapping keys are not allowed",
        Phrase(
            "tanda tanya di awal tidak boleh di sini; beri tanda kutip pada teksnya",
            "a question mark cannot begin here; put the text in quotes",
        ),
    ),
    (
        "did not find expected ',' or '}'",
        Phrase("koma atau kurung kurawal tutup tidak ada", "no comma or closing brace"),
    ),
    (
        "did not find expected ',' or ']'",
        Phrase("koma atau kurung siku tutup tidak ada", "no comma or closing bracket"),
    ),
    (
        "did not find expected node content",
        Phrase("nilai tidak ada, atau tanda baca berlebih", "a value is missing, or there is a stray punctuation mark"),
    ),
    ("found unexpected end of stream", Phrase("tanda kutip tidak ditutup", "a quote is never closed")),
    (
        "found unexpected document indicator",
        Phrase("tanda kutip tidak ditutup sebelum --- atau ...", "a quote is not closed before --- or ..."),
    ),
    ("found a tab character", TAB),
    (
        "found character that cannot start any token",
        Phrase(
            "karakter ini tidak dapat mengawali teks; beri tanda kutip pada teksnya",
            "this character cannot begin a text; put the text in quotes",
        ),
    ),
    (
        "did not find expected alphabetic or numeric character",
        Phrase(
            "& atau * di awal teks; beri tanda kutip pada teksnya",
            "a & or * begins the text; put the text in quotes",
        ),
    ),
    (
        "found invalid Unicode character escape code",
        Phrase(
            "escape ini bukan karakter Unicode; tulis karakternya langsung",
            "this escape is no Unicode character; write the character itself",
        ),
    ),
    ("found unknown escape character", _ESCAPE),
    ("did not find expected hexdecimal number", _ESCAPE),
    ("did not find expected comment or line break", _BLOCK_TEXT),
    ("found an indentation indicator equal to 0", _BLOCK_TEXT),
    (
        "did not find expected <document start>",
        Phrase(
            "isi ini tidak menyambung dengan yang di atasnya; periksa indentasi dan tanda kutip",
            "this does not go with what stands above; check indentation and quotes",
        ),
    ),
    ("found duplicate %", _DIRECTIVE),
    ("found incompatible YAML document", _DIRECTIVE),
    ("found undefined tag handle", _TAG),
)
_YAML_CONTEXTS = (("directive", _DIRECTIVE), ("tag", _TAG))

_JSON: tuple[tuple[str, Phrase], ...] = (
    (
        "Expecting value",
        Phrase(
            "nilai tidak ada, atau teks tanpa tanda kutip ganda", "a value is missing, or a text has no double quotes"
        ),
    ),
    (
        "Expecting property name",
        Phrase(
            "kunci tidak ada, atau tanpa tanda kutip ganda; setelah isi terakhir tidak ada koma",
            "a key is missing or has no double quotes; no comma follows the last entry",
        ),
    ),
    ("Expecting ':'", Phrase("titik dua setelah kunci tidak ada", "no colon after a key")),
    ("Expecting ','", Phrase("koma atau kurung tutup tidak ada", "no comma or closing bracket")),
    ("Illegal trailing comma", Phrase("setelah isi terakhir tidak ada koma", "no comma follows the last entry")),
    ("Extra data", Phrase("masih ada isi setelah dokumen berakhir", "something follows the end of the document")),
    ("Unterminated string", Phrase("tanda kutip tidak ditutup", "a quote is never closed")),
    (
        "Invalid control character",
        Phrase(
            "ganti baris atau karakter kendali di dalam teks; tulis sebagai escape, misalnya \\n",
            "a line break or control character inside a text; write it as an escape such as \\n",
        ),
    ),
    (
        "Invalid \\",
        Phrase(
            "garis miring terbalik memulai escape yang tidak dikenal; tulis dua kali: \\\\",
            "a backslash begins an unknown escape; write it twice: \\\\",
        ),
    ),
)


def yaml_words(problem: str, context: str) -> Phrase:
    """Return what libyaml found; what has no words here stays as it was said, in brackets."""
    by_context = next((words for part, words in _YAML_CONTEXTS if part in context), None)
    return by_context or _words(problem or context, _YAML)


def json_words(message: str) -> Phrase:
    """Return what the JSON decoder found; what has no words here stays as it was said, in brackets."""
    return _words(message, _JSON)


def _words(said: str, known: tuple[tuple[str, Phrase], ...]) -> Phrase:
    found = next((words for start, words in known if said.startswith(start)), None)
    return found or Phrase(f"susunannya tidak dapat dibaca ({shown(said)})", shown(said))
