"""What every test shares: hypothesis profiles, the regulation, the example, and submissions at random."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import pekppp_rules as pekppp

CHECKOUT = Path(__file__).resolve().parent.parent

settings.register_profile("default", deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", parent=settings.get_profile("default"), max_examples=2_000)
settings.load_profile(os.environ.get("PEKPPP_HYPOTHESIS", "default"))


@pytest.fixture(scope="session")
def regulation() -> pekppp.Regulation:
    """PermenPANRB 29/2022 as it ships."""
    return pekppp.load("permenpanrb_29_2022")


@pytest.fixture(scope="session")
def dongeng() -> pekppp.Regulation:
    """The invented regulation, which has every kind of form and node."""
    return pekppp.load(CHECKOUT / "tests" / "regulations" / "negeri_dongeng")


@pytest.fixture(scope="session")
def example() -> Path:
    """The example submission."""
    return CHECKOUT / "examples" / "disdukcapil_kota_contoh.yaml"


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The folder of the checkout the tests run in."""
    return CHECKOUT
