"""An allocation of the sample company with every argument that it has."""

from decimal import Decimal
from typing import Any

import pytest

from engine.analysis.allocation import BestSet
from engine.usecases.allocation_asked import AllocationAsked, Limit, Part
from engine.usecases.context import BudgetEngine
from engine.usecases.simulate_allocation import SimulatedAllocation, simulate_allocation
from engine.values.errors import EngineError, InvalidInput, NotEnoughData, NotFound
from engine.values.money import Money

SALES, PRODUCTION = Part("unit", "SAL"), Part("unit", "PRD")
LEAN, TEAM = Part("course", "TC-LEAN"), Part("course", "TC-TEAM")


def yuan(amount: int) -> Money:
    return Money(Decimal(amount), "CNY")


def asked(engine: BudgetEngine, **given: Any) -> SimulatedAllocation:
    given = {"total": yuan(700_000), **given} if "times" not in given else given
    return engine.perform(simulate_allocation, "hr", "console", AllocationAsked(**given))


def best(found: SimulatedAllocation) -> BestSet:
    assert isinstance(found.allocation, BestSet)
    return found.allocation


def rows(found: SimulatedAllocation) -> set[str]:
    chosen = best(found)
    return {one.course.code for one in (*chosen.chosen, *chosen.left_out)}


def spent(found: SimulatedAllocation, *units: str) -> Decimal:
    return sum(
        (one.cost.amount for one in best(found).chosen if one.unit.code in units), Decimal(0)
    )


def test_a_part_of_the_whole_budget_is_reckoned_from_it(sample_engine: BudgetEngine) -> None:
    found = asked(sample_engine, times=Decimal("0.9"))
    assert found.whole is not None
    assert found.total == found.whole * Decimal("0.9")


def test_a_floor_of_a_unit_holds_with_what_is_under_it(sample_engine: BudgetEngine) -> None:
    floor = Limit(part=PRODUCTION, bound="at_least", amount=yuan(120_000))
    assert spent(asked(sample_engine, limits=[floor]), "PRD", "W1") == 120_000


def test_a_ceiling_in_per_cent_is_one_of_the_total(sample_engine: BudgetEngine) -> None:
    top = Limit(part=PRODUCTION, bound="at_most", share=Decimal("0.5"))
    assert spent(asked(sample_engine, limits=[top]), "PRD", "W1") <= 350_000


def test_a_course_has_its_own_limit(sample_engine: BudgetEngine) -> None:
    none = Limit(part=LEAN, bound="at_most", amount=yuan(0))
    chosen = best(asked(sample_engine, limits=[none])).chosen
    assert "TC-LEAN" not in {one.course.code for one in chosen}


def test_needs_of_an_origin_have_a_limit(sample_engine: BudgetEngine) -> None:
    none = Limit(part=Part("origin", "employee"), bound="at_most", amount=yuan(0))
    chosen = {one.course.code for one in best(asked(sample_engine, limits=[none])).chosen}
    assert not chosen & {"TC-MGT", "TC-XLS", "TC-TEAM"}


def test_a_course_is_left_out(sample_engine: BudgetEngine) -> None:
    assert rows(asked(sample_engine)) - rows(asked(sample_engine, without=[TEAM])) == {"TC-TEAM"}


def test_without_a_unit_the_needs_of_others_for_the_same_course_stay(
    sample_engine: BudgetEngine,
) -> None:
    assert rows(asked(sample_engine)) - rows(asked(sample_engine, without=[SALES])) == {"TC-FUP"}
    assert "TC-LEAN" in rows(asked(sample_engine, without=[PRODUCTION]))


def test_only_the_needs_of_a_unit(sample_engine: BudgetEngine) -> None:
    assert rows(asked(sample_engine, only=[PRODUCTION])) == {"TC-EQ", "TC-EQS", "TC-LEAN"}


def test_a_category_is_left_out(sample_engine: BudgetEngine) -> None:
    found = asked(sample_engine, without=[Part("category", "general")])
    assert not rows(found) & {"TC-XLS", "TC-TEAM"}


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"without": [Part("course", "TC-SAF")]}, "nothing_to_leave_out"),
        ({"mandatory": "apart"}, "no_mandatory_needs"),
    ],
)
def test_what_changes_nothing_is_said(
    sample_engine: BudgetEngine, given: dict[str, Any], code: str
) -> None:
    assert code in {one.code for one in asked(sample_engine, **given).caveats}


def test_what_units_get_adds_up_to_what_is_given(sample_engine: BudgetEngine) -> None:
    found = asked(sample_engine, mode="proportional")
    assert sum((one.amount.amount for one in found.by_unit), Decimal(0)) == 700_000


@pytest.mark.parametrize(
    ("given", "kind", "code"),
    [
        ({"only": [Part("unit", "FIN")]}, NotEnoughData, "no_needs_of_these"),
        ({"only": [Part("category", "none")]}, NotEnoughData, "no_needs_of_these"),
        (
            {"limits": [Limit(part=Part("course", "TC-SAF"), bound="at_least", amount=yuan(1))]},
            InvalidInput,
            "limit_without_candidates",
        ),
        (
            {"limits": [Limit(part=Part("category", "x"), bound="at_least", amount=yuan(1))]},
            NotFound,
            "unknown_category",
        ),
        (
            {"limits": [Limit(part=SALES, bound="at_most", share=Decimal(2))]},
            InvalidInput,
            "limit_unclear",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused(
    sample_engine: BudgetEngine, given: dict[str, Any], kind: type[EngineError], code: str
) -> None:
    with pytest.raises(kind, match=code):
        asked(sample_engine, **given)
