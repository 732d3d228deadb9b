"""A sum in proportion to weights, with what is mandatory first, floors and ceilings."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest

from engine.analysis.allocation import AllocationInputs, Group
from engine.analysis.candidate import Candidate
from engine.analysis.proportional_split import ProportionalSplit, split_by_weights
from engine.values.errors import InvalidInput
from engine.values.results import Named
from tests.engine.analysis.test_left_out import programme, yuan

WEIGHTS = {"strategy": Decimal("0.4"), "business": Decimal("0.3"), "employee": Decimal("0.3")}
MUST = programme("M", 100, "0", unit="C", mandatory=True)


def needed(code: str, origin: str, unit: str = "A") -> Candidate:
    return replace(programme(code, 500, "0.5", unit=unit), criteria={origin: Decimal(1)})


ROWS = (needed("S", "strategy"), needed("B", "business", "B"), needed("E", "employee", "B"))


def shared(
    total: int,
    *rows: Candidate,
    floors: Mapping[str, int] = MappingProxyType({}),
    ceilings: Mapping[str, int] = MappingProxyType({}),
    groups: Mapping[str, Group] = MappingProxyType({}),
) -> ProportionalSplit:
    return split_by_weights(
        AllocationInputs(
            year=2027,
            total=yuan(total),
            weights=WEIGHTS,
            floors={key: yuan(one) for key, one in floors.items()},
            ceilings={key: yuan(one) for key, one in ceilings.items()},
            rows=rows,
            groups=groups,
        )
    )


def amounts(found: ProportionalSplit) -> dict[str, Decimal]:
    return {one.course.code: one.amount.amount for one in found.allotments}


def test_what_is_mandatory_gets_its_cost_first() -> None:
    assert amounts(shared(1100, MUST, *ROWS)) == {"M": 100, "S": 400, "B": 300, "E": 300}


def test_a_floor_is_filled_from_the_others() -> None:
    assert amounts(shared(1000, *ROWS, floors={"A": 600})) == {"S": 600, "B": 200, "E": 200}


def test_what_a_ceiling_keeps_out_goes_to_the_others() -> None:
    assert amounts(shared(1000, *ROWS, ceilings={"B": 200})) == {"S": 800, "B": 100, "E": 100}


def test_what_ceilings_keep_from_everybody_is_left() -> None:
    found = shared(1000, *ROWS, ceilings={"A": 100, "B": 200})
    assert amounts(found) == {"S": 100, "B": 100, "E": 100}
    assert found.left == yuan(700)


def test_a_limit_may_be_for_programmes_of_a_group() -> None:
    groups = {"course:E": Group(Named("E", "E"), ("E",))}
    found = shared(1000, *ROWS, floors={"course:E": 650}, groups=groups)
    assert amounts(found) == {"S": 200, "B": 150, "E": 650}


@pytest.mark.parametrize(
    ("code", "given"),
    [
        ("limits_contradict", {"floors": {"A": 600, "B": 600}}),
        ("limits_contradict", {"floors": {"A": 600}, "ceilings": {"A": 500}}),
        (
            "limits_overlap",
            {
                "floors": {"B": 100, "course:E": 100},
                "groups": {"course:E": Group(Named("E", "E"), ("E",))},
            },
        ),
    ],
)
def test_limits_that_cannot_be_kept_are_refused(code: str, given: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput, match=code):
        shared(1000, *ROWS, **given)


def test_mandatory_ones_beyond_the_total_are_refused() -> None:
    with pytest.raises(InvalidInput, match="mandatory_beyond_total"):
        shared(99, MUST, *ROWS)
