"""A CSV file that is read a block at a time says what it says as a whole, and needs no more memory when it is longer."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pekppp_rules.tables import csv_blocks
from pekppp_rules.tables.csv_blocks import records, scan_blocks
from tests.reference import INDICATOR_CODES, QUESTION_CODES

CELLS = st.text(alphabet=st.sampled_from('ab1,;"\n ñ漢'), max_size=6)


@st.composite
def files(draw):
    """Draw a CSV file, its separator, and into how many bytes it is cut."""
    separator = draw(st.sampled_from([",", ";"]))
    width = draw(st.integers(2, 4))
    rows = draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=12))
    written = io.StringIO()
    writer = csv.writer(
        written,
        delimiter=separator,
        lineterminator=draw(st.sampled_from(["\n", "\r\n"])),
        quoting=draw(st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL])),
    )
    writer.writerows([[f"kolom\n{at}" if draw(st.booleans()) else f"k{at}" for at in range(width)], *rows])
    content = written.getvalue().encode(draw(st.sampled_from(["utf-8", "utf-8-sig"])))
    return content if draw(st.booleans()) else content.rstrip(b"\r\n"), separator, draw(st.integers(1, 40))


@given(files())
def test_a_file_in_blocks_is_the_file(tmp_path_factory, drawn):
    content, separator, size = drawn
    path = tmp_path_factory.mktemp("csv") / "tabel.csv"
    path.write_bytes(content)
    with patch.object(csv_blocks, "BLOCK", size):
        table = scan_blocks(path, separator)
        whole = pl.read_csv(path, separator=separator, infer_schema=False)
        assert table.collect(engine="streaming").equals(whole)
        first = whole.columns[0]
        some = table.with_row_index("line").filter(pl.col(first) == "a").select(first, "line")
        assert some.collect().equals(whole.with_row_index("line").filter(pl.col(first) == "a").select(first, "line"))
        assert table.head(3).collect().equals(whole.head(3))


@given(st.binary(max_size=60) | st.text(alphabet='a"\n', max_size=60).map(str.encode), st.integers(1, 20))
def test_blocks_end_between_records_and_join_to_the_file(tmp_path_factory, content, size):
    path = tmp_path_factory.mktemp("csv") / "tabel.csv"
    path.write_bytes(content)
    blocks = list(records(path, size))
    assert b"".join(blocks) == content
    for block in blocks[:-1]:
        assert block.endswith(b"\n")
        assert block.count(b'"') % 2 == 0


def test_a_quote_that_is_never_closed_takes_no_longer_than_the_file_is(tmp_path):
    path = tmp_path / "tabel.csv"
    path.write_bytes(b'a,b\n"' + b"1,2\n" * 2_000_000)
    assert sum(map(len, records(path, 2**16))) == path.stat().st_size


SCORE = """
import sys
from pathlib import Path
from pekppp_rules.cli.main import run
try:
    run(sys.argv[1:])
finally:
    print(next(line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")))
"""


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="asks Linux how much memory a process had at most")
def test_memory_grows_with_the_units_and_not_with_the_answers(tmp_path):
    units = [f"unit_{at}" for at in range(500)]
    scores = tmp_path / "penilaian.csv"
    pl.DataFrame({"unit_id": units} | {code: [4] * 500 for code in INDICATOR_CODES}).write_csv(scores)

    def kilobytes(respondents: int) -> tuple[int, int]:
        answers = tmp_path / "jawaban.csv"
        rows = {code: [4] * (500 * respondents) for code in QUESTION_CODES}
        pl.DataFrame({"unit_id": units * respondents} | rows).write_csv(answers)
        given = ["table", scores, "--responses", answers, "--regulation", "permenpanrb_29_2022", "--mode", "luring"]
        command = [sys.executable, "-c", SCORE, *map(str, given), "-o", str(tmp_path / "hasil.csv"), "-q"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return int(done.stdout.split()[-1]), answers.stat().st_size // 1_000

    few, many = kilobytes(500), kilobytes(3_000)
    assert many[1] - few[1] > 40_000
    assert many[0] - few[0] < 20_000
