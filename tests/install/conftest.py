"""The wheel of this checkout, built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.install.environments import built_wheel


@pytest.fixture(scope="session")
def wheel(tmp_path_factory, checkout) -> Path:
    return built_wheel(checkout, tmp_path_factory.mktemp("dist"))
