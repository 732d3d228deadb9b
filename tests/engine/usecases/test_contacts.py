"""Whom of HR somebody may turn to: never himself."""

from __future__ import annotations

from engine.usecases.context import BudgetEngine
from engine.usecases.units import contacts


def test_a_head_is_told_of_hr(sample_engine: BudgetEngine) -> None:
    told = sample_engine.perform(contacts, "workshop-head", "test")
    assert told.hr
    assert not told.is_hr


def test_one_of_hr_is_not_sent_to_himself(sample_engine: BudgetEngine) -> None:
    [name] = sample_engine.perform(contacts, "workshop-head", "test").hr
    told = sample_engine.perform(contacts, "hr", "test")
    assert told.is_hr
    assert name not in told.hr
