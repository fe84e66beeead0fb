"""Two or more ways to do one thing, measured side by side in one process.

Machines differ and a busy one drifts; so every round runs all sides in turn, in alternating order, and what is reported is
the median over the rounds of the ratio within a round. The clock counts the processor time of this process, so that what
else runs on the machine is not counted; only what starts other processes is measured by the wall clock.
"""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from platform import python_version
from statistics import median, quantiles
from time import perf_counter, process_time, sleep
from typing import TypeVar

import pekppp_rules

Given = TypeVar("Given")


@dataclass(frozen=True)
class Side:
    """One way to do it: `run` makes one pass over `items` things."""

    name: str
    run: Callable[[], object]
    items: int


@dataclass(frozen=True)
class Measured:
    """How fast a side was, and how many times as fast as the yardstick: median and quartiles over the rounds."""

    name: str
    seconds: float
    """For one thing."""
    ratio: float
    low: float
    high: float
    rounds: tuple[float, ...] = ()
    """Seconds for one thing in each round."""


@dataclass(frozen=True)
class Asked:
    """What the command line asked for."""

    submissions: int
    rounds: int


def side(name: str, each: Callable[[Given], object], inputs: Sequence[Given]) -> Side:
    """Return the side that calls `each` with every input.

    A side has its own copy of the inputs, so that none finds in the processor's cache what another has just read.
    """
    own = deepcopy(inputs)

    def run() -> None:
        for given in own:
            each(given)

    return Side(name, run, len(inputs))


def compare(sides: Sequence[Side], rounds: int, *, other_processes: bool = False) -> list[Measured]:
    """Return how the sides compare with the first of them. Each runs once unmeasured."""
    clock = perf_counter if other_processes else process_time
    for one in sides:
        one.run()
    seconds: dict[str, list[float]] = {one.name: [] for one in sides}
    for number in range(rounds):
        for one in sides if number % 2 == 0 else reversed(sides):
            _come_to_rest()
            started = clock()
            one.run()
            seconds[one.name].append((clock() - started) / one.items)
    yardstick = seconds[sides[0].name]
    return [_measured(name, taken, yardstick) for name, taken in seconds.items()]


def _come_to_rest() -> None:
    """Wait until no thread of the side before works any more: those of BLAS spin on for a while, and the clock counts them."""
    for _ in range(100):
        started = process_time()
        sleep(0.005)
        if process_time() - started < 0.001:
            return


def against(peer: Measured, one: Measured) -> Measured:
    """Return how a side compares with another than the first, by the rounds that both ran in."""
    return _measured(one.name, one.rounds, peer.rounds)


def _measured(name: str, taken: Sequence[float], yardstick: Sequence[float]) -> Measured:
    ratios = [theirs / ours for theirs, ours in zip(yardstick, taken, strict=True)]
    low, _, high = quantiles(ratios, n=4) if len(ratios) > 1 else (ratios[0],) * 3
    return Measured(name, median(taken), median(ratios), low, high, tuple(taken))


def print_table(title: str, measured: Sequence[Measured], absent: Sequence[str] = ()) -> None:
    """Print one line a side: the time for one thing, and how many times as fast as the first side, with quartiles."""
    print(f"\n{title}")
    for one in measured:
        spread = f"({one.low:.3f} to {one.high:.3f})"
        print(f"  {one.name:<44} {_duration(one.seconds):>10}   ratio {one.ratio:8.3f}  {spread}")
    for name in absent:
        print(f"  {name:<44} not installed, skipped")


def _duration(seconds: float) -> str:
    return f"{seconds * 1e3:.1f} ms" if seconds >= 1e-3 else f"{seconds * 1e6:.1f} µs"


def installed(distribution: str) -> bool:
    """Return whether a peer is here."""
    try:
        version(distribution)
    except PackageNotFoundError:
        return False
    return True


def print_versions(*distributions: str) -> None:
    """Print the interpreter's version and those of the peers that are here."""
    peers = (f"{name} {version(name)}" for name in distributions if installed(name))
    print(", ".join([f"Python {python_version()}", f"pekppp_rules {pekppp_rules.__version__}", *peers]))


def arguments(about: str | None, *, submissions: int, rounds: int) -> Asked:
    """Read the command line."""
    parser = ArgumentParser(description=(about or "").partition("\n")[0])
    parser.add_argument("--submissions", type=int, default=submissions, help="how many submissions (%(default)s)")
    parser.add_argument("--rounds", type=int, default=rounds, help="how many rounds are measured (%(default)s)")
    read = parser.parse_args()
    if read.submissions < 1 or read.rounds < 1:
        parser.error("--submissions and --rounds are at least 1")
    return Asked(read.submissions, read.rounds)
