"""What every test shares: hypothesis profiles, the regulation, the example, and submissions at random."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

import pekppp_rules as pekppp
from pekppp_rules.evaluation.evaluate import Compiled, compile_package
from pekppp_rules.regulation.tree import Given

CHECKOUT = Path(__file__).resolve().parent.parent

settings.register_profile("default", deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("same", parent=settings.get_profile("default"), derandomize=True, database=None)
settings.register_profile("thorough", parent=settings.get_profile("default"), max_examples=2_000)
settings.register_profile(
    "mutation",  # the same few examples for every mutant, and none made smaller: what counts is whether one fails
    parent=settings.get_profile("default"),
    max_examples=20,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
)
settings.load_profile(os.environ.get("PEKPPP_HYPOTHESIS", "default"))


if "MUTANT_UNDER_TEST" in os.environ:

    @pytest.fixture(autouse=True)
    def plans_of_its_own() -> Iterator[None]:
        """Compile anew in every test: a plan that is kept from an earlier one would not show what a mutant does to plans."""
        plans: dict[tuple[object, ...], Compiled] = {}

        def compiled(self: pekppp.Regulation, choice: tuple[tuple[str, str], ...], given: Given) -> Compiled:
            if (self, choice, given) not in plans:
                plans[self, choice, given] = compile_package(self.package, dict(choice), given)
            return plans[self, choice, given]

        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(pekppp.Regulation, "_compile", compiled)
            yield


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
