"""Why the system refused a file, in both languages."""

from __future__ import annotations

import errno
import os

import pytest

from pekppp_rules.errors import system_reason
from pekppp_rules.errors.system_reasons import _INDONESIAN


@pytest.mark.parametrize("name", [name for name in _INDONESIAN if hasattr(errno, name)])
def test_a_reason_is_told_in_indonesian_and_in_the_system_s_words(name):
    number = getattr(errno, name)
    reason = system_reason(OSError(number, os.strerror(number)))
    assert reason("en") == os.strerror(number)
    assert reason("id") not in {"", reason("en")}


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (FileNotFoundError(errno.ENOENT, "No such file or directory"), "berkas atau folder tidak ada"),
        (PermissionError(errno.EACCES, "Permission denied"), "izin ditolak"),
        (OSError(errno.ENOSPC, "No space left on device"), "ruang di media habis"),
        (IsADirectoryError(errno.EISDIR, "Is a directory"), "itu sebuah folder"),
        (OSError(99_999, "Something new"), "Something new"),
        (OSError(), "OSError"),
        (ValueError("embedded null byte"), "nama atau salurannya tidak dapat dipakai"),
    ],
)
def test_what_has_no_words_here_is_told_as_it_came(error, told):
    assert system_reason(error)("id") == told
