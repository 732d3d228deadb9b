"""How long something took, with how it ended."""

import pytest
from prometheus_client import CollectorRegistry, Histogram

from engine.access import Right
from engine.usecases.context import BudgetEngine
from engine.usecases.units import may_in_company
from engine.values.errors import NotPermitted
from engine.watching.metrics import USE_CASES, timed
from tests.figures import counted


@pytest.fixture
def histogram() -> Histogram:
    return Histogram("work_seconds", "Work.", ("kind", "outcome"), registry=CollectorRegistry())


def test_what_ends_well_is_ok(histogram: Histogram) -> None:
    with timed(histogram, kind="a"):
        pass
    assert counted(histogram, kind="a", outcome="ok") == 1


def test_what_is_expected_is_a_refusal(histogram: Histogram) -> None:
    with pytest.raises(KeyError), timed(histogram, LookupError, kind="a"):
        raise KeyError
    assert counted(histogram, kind="a", outcome="refused") == 1


def test_what_nobody_expected_is_a_failure(histogram: Histogram) -> None:
    with pytest.raises(ValueError, match="no"), timed(histogram, LookupError, kind="a"):
        raise ValueError("no")
    assert counted(histogram, kind="a", outcome="failed") == 1


def test_a_refused_use_case_is_counted(sample_engine: BudgetEngine) -> None:
    labels = {"use_case": "may_in_company", "outcome": "refused"}
    before = counted(USE_CASES, **labels)
    with pytest.raises(NotPermitted):
        sample_engine.perform(may_in_company, "worker", "test", Right.IMPORT_DATA)
    assert counted(USE_CASES, **labels) == before + 1
