"""Both engines find the same, in the same order, whichever is chosen and wherever it runs."""

from __future__ import annotations

import json
import logging
import multiprocessing
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pekppp_rules as pekppp
from pekppp_rules.api import Regulation
from pekppp_rules.regulation.load import load_folder
from pekppp_rules.rules import engines
from pekppp_rules.rules.compiled import Holds
from pekppp_rules.rules.quantities import Test as Compared
from pekppp_rules.testing import submissions
from tests.effort import few
from tests.rules.rule_sets import compiled_of
from tests.toy import FOLDER, MEASURED, PALACE, PEOPLE, toy_submission

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "disdukcapil_kota_contoh.yaml"
NATIONAL = pekppp.load("permenpanrb_29_2022")

with_durable = pytest.mark.skipif(
    not engines.durable_is_installed(),
    reason="durable-rules has no build for this Python; the forward engine is tested",
)


def concluded(regulation, submission, engine):
    evaluation = regulation.evaluate(submission, engine=engine)
    return evaluation.findings, evaluation.recommendations


@with_durable
class TestAgreement:
    @few
    @given(st.data())
    def test_on_random_submissions_of_the_national_regulation(self, data):
        submission = data.draw(submissions(NATIONAL, mode=data.draw(st.sampled_from(["luring", "daring"]))))
        assert concluded(NATIONAL, submission, "durable") == concluded(NATIONAL, submission, "forward")

    def test_on_the_invented_regulation(self):
        toy = Regulation(load_folder(FOLDER, "negeri_dongeng"))
        submission = toy_submission(PALACE, PEOPLE, MEASURED)
        assert concluded(toy, submission, "durable") == concluded(toy, submission, "forward")

    def test_on_random_rule_sets_in_a_process_of_their_own(self):
        done = subprocess.run(
            [sys.executable, "-m", "tests.rules.agreement"], cwd=ROOT, capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
        seen = json.loads(done.stdout)
        assert seen["compared"] > 250
        assert min(seen["fired"], seen["chained"]) > 50


@with_durable
class TestThreadsAndProcesses:
    def test_eight_threads_share_a_regulation(self):
        submission = pekppp.read_submission(EXAMPLE)
        expected = concluded(NATIONAL, submission, "forward")
        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(lambda _: concluded(NATIONAL, submission, "durable"), range(64)))
        assert all(one == expected for one in found)

    @pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
    @pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
    def test_a_forked_process_makes_hosts_of_its_own(self):
        submission = pekppp.read_submission(EXAMPLE)
        expected = [finding.code for finding in concluded(NATIONAL, submission, "durable")[0]]
        context = multiprocessing.get_context("fork")
        queue = context.SimpleQueue()
        child = context.Process(
            target=lambda: queue.put([f.code for f in concluded(NATIONAL, submission, "durable")[0]])
        )
        child.start()
        child.join(60)
        assert child.exitcode == 0
        assert queue.get() == expected


class TestChoice:
    def test_a_result_names_the_engine_that_ran(self):
        submission = pekppp.read_submission(EXAMPLE)
        assert NATIONAL.evaluate(submission, engine="forward").data()["engine"] == "forward"
        chosen = NATIONAL.evaluate(submission).engine
        assert chosen == ("durable" if engines.durable_is_installed() else "forward")

    def test_without_durable_rules_ours_runs_and_finds_the_same(self, monkeypatch):
        submission = pekppp.read_submission(EXAMPLE)
        usual = concluded(NATIONAL, submission, "auto")
        monkeypatch.setattr(engines, "durable_is_installed", lambda: False)
        fresh = Regulation(load_folder(ROOT / "regulations" / "permenpanrb_29_2022", "permenpanrb_29_2022"))
        assert fresh.evaluate(submission).engine == "forward"
        assert concluded(fresh, submission, "auto") == usual

    def test_asking_for_what_is_not_installed_says_how_to_install_it(self, monkeypatch):
        monkeypatch.setattr(engines, "durable_is_installed", lambda: False)
        with pytest.raises(pekppp.EvaluationError, match=r"PKP-410.*pekppp-rules\[durable\]"):
            engines.engine_for(compiled_of([("r", Holds(Compared(0, "=", 1)))]), "durable")

    @with_durable
    def test_rules_that_do_not_fit_run_on_ours_and_it_is_said(self, caplog):
        many = compiled_of([(f"r{at}", Holds(Compared(at % 50, "=", 1))) for at in range(10_000)])
        with caplog.at_level(logging.INFO, logger="pekppp_rules"):
            assert engines.engine_for(many, "auto").name == "forward"
        assert "more than 500" in caplog.text
        with pytest.raises(pekppp.EvaluationError, match=r"PKP-410.*more than 500"):
            engines.engine_for(many, "durable")

    @with_durable
    def test_a_fault_of_the_engine_is_raised_and_never_taken_for_no_finding(self, monkeypatch):
        from pekppp_rules.rules.durable import DurableEngine, DurableError, _QuietHost

        compiled = compiled_of([("r", Holds(Compared(0, "=", 1)))])
        engine = DurableEngine(compiled)
        assert engine.fire(compiled.strata[0], [1], set()) == [0]
        monkeypatch.setattr(_QuietHost, "get_state", lambda *_: {"exception": "broken"})
        with pytest.raises(DurableError, match="broken"):
            engine.fire(compiled.strata[0], [1], set())
