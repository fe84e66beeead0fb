"""Texts nobody should trust, a submission and a package full of them, and the command line run on both."""

from __future__ import annotations

import contextlib
import copy
import io
import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st

from pekppp_rules.cli.main import run
from pekppp_rules.reading.yaml_reader import read_yaml
from tests.conftest import CHECKOUT
from tests.regulation.conftest import SMALL

EXAMPLE = json.loads(
    json.dumps(yaml.safe_load((CHECKOUT / "examples" / "disdukcapil_kota_contoh.yaml").read_text("utf-8")))
)

NASTY = [
    "\x1b[31mMerah\x1b[0m",
    "\x1b]0;judul\x07",
    "\x9b31m\x85\x90",
    "Dinas\r\nPKP-000  semua baik\r",
    "a\u202eb\u2066c\u200fd",
    "a\u200bb\u200cc\ufeffd\u00add",
    "baris\u2028lagi\u2029akhir",
    "\ue000\U000f0000\ufffe\U0010ffff\u0378",
    "👨\u200d👩\u200d👧 e\u0301 n\u0303 漢字 ｶﾞ",
    "\U000e0041\U000e007f",
    "\x00nol",
    "\u00a0\u3000 spasi",
    '"};</script><!--',
    "{name} %s \\u0041 $(id)",
]
ONE_OF_ANY = st.characters(exclude_categories=["Cs"])
TEXTS = st.text(ONE_OF_ANY, min_size=1, max_size=40) | st.lists(
    st.sampled_from(NASTY) | st.text(ONE_OF_ANY, max_size=3), min_size=1, max_size=3
).map("".join).filter(bool)


def clean(text: str) -> bool:
    """Whether a terminal shows `text` as it is: lines, and nothing in them but what can be printed."""
    return all(line.isprintable() for line in text.split("\n"))


def letters(text: str) -> str:
    """What must be left of a text on a screen: everything that shows, white space aside."""
    return "".join(letter if letter.isprintable() else "�" for letter in text if not letter.isspace())


@dataclass(frozen=True)
class Done:
    status: int
    out: str
    err: str


def pekppp_run(*arguments: object) -> Done:
    """Run the command line here; its output is what left as bytes, and must be UTF-8."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8", newline="")
    status: Any = None
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            run([str(argument) for argument in arguments])
        except SystemExit as ended:
            status = ended.code
        out.flush()
        err.flush()
    return Done(int(status or 0), out.buffer.getvalue().decode("utf-8"), err.buffer.getvalue().decode("utf-8"))


def filled(text: str) -> dict[str, Any]:
    """Return the example with `text` wherever it is free."""
    data = copy.deepcopy(EXAMPLE)
    data["unit"] |= {"name": text, "agency": text, "code": text, "address": text}
    for at, sheet in enumerate(data["forms"]["f02"]):
        sheet["evaluator"] = f"{at}{text}"
        sheet["notes"] = {"1.a.Ak": text}
        sheet["observations"] = {"a": text}
        sheet["evidence"] = {"1.a.Ak": [{"title": text, "kind": "document", "location": text}]}
    return data


def misfilled(text: str) -> dict[str, Any]:
    """Return the example with `text` wherever nothing may be, as key and as value."""
    data = filled(text)
    data["$schema"] = text
    data[f"x{text}"] = text
    data["unit"] |= {f"x{text}": text, "mode": f"x{text}", "services": [f"x{text}"]}
    data["period"] |= {"year": text, "stage": f"x{text}", "scheme": text}
    sheet = data["forms"]["f02"][0]
    sheet["scores"] |= {f"x{text}": 3, "1.a.Ak": f"x{text}"}
    sheet["notes"] |= {f"x{text}": text}
    sheet["evidence"] |= {"1.a.Ak": [{"title": text, "kind": f"x{text}", "digest": text, f"x{text}": 1}]}
    data["forms"]["f02"][1]["evaluator"] = sheet["evaluator"]
    data["forms"][f"x{text}"] = text
    data["forms"]["f03"]["responses"][0] |= {f"x{text}": 3}
    return data


def written(data: object, path: Path) -> Path:
    """Write data as JSON, and return where."""
    path.write_text(json.dumps(data), "utf-8")
    return path


class _Quoting(yaml.SafeDumper):
    """Writes every text in double quotes, so that none of it is read as a number or a word, and as often as it is there."""

    def ignore_aliases(self, _):
        return True


_Quoting.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"'))
_Quoting.add_representer(
    Decimal, lambda dumper, number: dumper.represent_scalar("tag:yaml.org,2002:float", str(number))
)


def write_yaml(path: Path, data: object) -> None:
    path.write_text(yaml.dump(data, Dumper=_Quoting, allow_unicode=True, width=10_000), "utf-8")


def write_package(folder: Path, text: str, letters: tuple[str, str] = ("A", "B")) -> Path:
    """Write the small package with `text` wherever a package holds free text, and return its folder.

    `letters` begin the letters of its two categories, which `text` goes on.
    """
    files = {name: read_yaml(content, name) for name, content in SMALL.items()}
    both = {"id": text, "en": f"en {text}"}
    about = {"about": both, "chosen": both, "reason": both, "others": [{"says": both, "source": ["LAIN"]}]}
    regulation, index = files["regulation.yaml"], files["index.yaml"]
    regulation |= {"citation": text, "title": both}
    regulation["legal"][0]["citation"] = text
    for named in (*regulation["aspects"], *regulation["fields"][0]["values"]):
        named["name"] = both
    for source in files["sources.yaml"]["sources"]:
        source |= {"title": text, "where": text, "note": text}
    index |= {"disputed": [about], "note": both}
    index["rounding"]["disputed"] = [about]
    for node in index["nodes"]:
        node |= {"name": both, "disputed": [about]}
    (table,) = files["categories.yaml"]["tables"]
    table |= {"title": both, "disputed": [about]}
    for letter, category in zip(letters, table["categories"], strict=True):
        category |= {"letter": f"{letter}{text}"[:16], "name": both}
    for name in ("f02_luring.yaml", "f02_daring.yaml", "f03.yaml"):
        files[name] |= {"title": both, "disputed": [about], "note": both}
        for aspect in files[name]["aspects"]:
            for row in aspect.get("indicators") or aspect["questions"]:
                row |= {"title": both, "official_code": {"unknown": {"looked_at": ["UJI"], "note": both}}}
                for level in row.get("levels", ()):
                    row["levels"][level] = both
    folder.mkdir(exist_ok=True)
    for name, data in files.items():
        write_yaml(folder / name, data)
    return folder


SMALL_SUBMISSION = {
    "regulation": "kecil",
    "unit": {"name": "Unit", "agency": "Instansi", "mode": "luring"},
    "period": {"year": 2022},
    "forms": {
        "f02": [{"evaluator": "Satu", "scores": {"a1": 1, "a2": 0, "b1": 2}}],
        "f03": {"responses": [{"t1": 3, "t2": 1}]},
    },
}
