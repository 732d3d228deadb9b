"""Goals read backwards: sums, elasticities, mixes, readings, and what is refused."""

from decimal import Decimal
from typing import Any

import pytest

from engine.analysis.goals import GoalInputs, GoalPlan, SkillSupply, plan_goal
from engine.analysis.kpi_tree import KpiEdge, KpiNode, KpiTree
from engine.values.errors import InvalidInput, NotEnoughData
from engine.values.results import Named


def node(code: str, actual: float, **values: Any) -> KpiNode:
    return KpiNode(
        kpi=Named(code, code), **{"unit": "count", "direction": "higher", **values}, actual=actual
    )  # type: ignore[arg-type]


def plan(nodes: list[KpiNode], edges: list[KpiEdge], **asked: Any) -> GoalPlan:
    given: dict[str, Any] = {
        "group": "unit",
        "kpi": nodes[0].kpi.code,
        "change": None,
        "reading": None,
        "to": None,
        "driver": None,
        "mix": {},
        "headcount": None,
        "budget": None,
        "supplies": (),
        **asked,
    }
    return plan_goal(GoalInputs(rows=tuple(nodes), edges=tuple(edges), **given))


SUM = [KpiEdge(parent="A", child="B", form="sum"), KpiEdge(parent="A", child="C", form="sum")]
PRODUCT = [
    KpiEdge(parent="A", child="B", form="product"),
    KpiEdge(parent="A", child="C", form="product"),
]


def test_a_part_of_a_sum_bears_the_whole_difference() -> None:
    found = plan([node("A", 100), node("B", 60), node("C", 40)], SUM, change=0.1, driver="C")
    assert found.plans[0].change.needed == 50


def test_from_one_value_to_another_is_as_much_more_and_says_where_it_is_now() -> None:
    nodes = [node("A", 100), node("B", 60), node("C", 40)]
    found = plan(nodes, SUM, start=50, to=60, driver="C")
    assert found.goal.needed == 120
    assert next(caveat.code for caveat in found.caveats) == "goal_starts_elsewhere"
    assert plan(nodes, SUM, start=101, to=121.2, driver="C").goal.needed == pytest.approx(120)


def test_a_driver_below_a_driver_is_reached_through_both() -> None:
    edges = [
        KpiEdge(parent="A", child="B", form="product"),
        KpiEdge(
            parent="B", child="C", form="elasticity", coefficient=-0.5, coefficient_unit="relative"
        ),
    ]
    found = plan([node("A", 200), node("B", 10), node("C", 50)], edges, change=0.1, driver="C")
    # B must rise by 10 %, C fall by 20 %.
    assert found.plans[0].change.needed == pytest.approx(40)
    assert found.plans[0].change.path == ("A", "B", "C")


@pytest.mark.parametrize(
    ("edges", "values"), [(PRODUCT, (20.0, 5.0, 4.0)), (SUM, (100.0, 60.0, 40.0))]
)
def test_the_parts_of_a_mix_reach_the_goal_together(
    edges: list[KpiEdge], values: tuple[float, float, float]
) -> None:
    top, *drivers = values
    mix = {"B": Decimal("0.3"), "C": Decimal("0.7")}
    nodes = [node("A", top), *(node(c, v) for c, v in zip("BC", drivers, strict=True))]
    changed = [part.change.needed for part in plan(nodes, edges, change=0.2, mix=mix).plans]
    together = changed[0] * changed[1] if edges is PRODUCT else sum(changed)
    assert together == pytest.approx(top * 1.2)


def test_lifting_undoes_reaching() -> None:
    tree = KpiTree([node("A", 20), node("B", 5), node("C", 4)], PRODUCT)
    alone = tree.each_alone("A", 23)
    assert [tree.lift(change.path, change.needed) for change in alone] == pytest.approx([23] * 3)


def test_one_per_cent_of_a_share_is_shown_both_ways() -> None:
    found = plan([node("A", 0.25, unit="share")], [], change=0.01)
    assert found.goal.needed == pytest.approx(0.26)
    assert found.other_reading is not None
    assert found.other_reading.needed == pytest.approx(0.2525)
    assert "percent_of_goal_ambiguous" in {caveat.code for caveat in found.caveats}


def test_a_reading_that_was_said_is_not_asked_about() -> None:
    found = plan([node("A", 0.25, unit="share")], [], change=0.01, reading="relative")
    assert (found.goal.needed, found.other_reading) == (pytest.approx(0.2525), None)


def test_beyond_what_was_observed_an_elasticity_is_not_stretched() -> None:
    edges = [
        KpiEdge(
            parent="A", child="B", form="elasticity", coefficient=1.0, coefficient_unit="relative"
        )
    ]
    nodes = [node("A", 100), node("B", 50, low=45.0, high=52.0)]
    with pytest.raises(NotEnoughData, match="beyond_observed_range") as refused:
        plan(nodes, edges, change=0.1, driver="B")
    assert refused.value.args_by_name["limit"].value == 52.0  # type: ignore[attr-defined]


def supply(**values: Any) -> SkillSupply:
    given: dict[str, Any] = {
        "kpi": "A",
        "skill": Named("S", "S"),
        "coefficient": 2.0,
        "coefficient_unit": "pp",
        "people": 10,
        "short": 4,
        "mean": 3.0,
        "high": 4.5,
        "course": Named("T", "T"),
        "expected_gain": 0.5,
        "price": None,
        **values,
    }
    return SkillSupply(**given)


def test_nor_is_a_skill() -> None:
    with pytest.raises(NotEnoughData, match="beyond_observed_range"):
        plan([node("A", 100)], [], change=0.1, supplies=(supply(),))


def test_a_course_without_a_price_has_to_be_asked_for() -> None:
    found = plan([node("A", 100)], [], to=101, supplies=(supply(),))
    assert found.total is None
    assert "no_cost_history_ask" in {caveat.code for caveat in found.caveats}


@pytest.mark.parametrize(
    ("code", "asked"),
    [
        ("goal_unclear", {}),
        ("goal_unclear", {"change": 0.1, "to": 120}),
        ("goal_is_reached", {"to": 90}),
        ("goal_impossible", {"change": float("inf")}),
        ("unknown_reading", {"change": 0.1, "reading": "about"}),
        ("not_a_driver", {"change": 0.1, "driver": "Z"}),
        ("mix_does_not_sum_to_one", {"change": 0.1, "mix": {"B": Decimal("0.4")}}),
        ("not_a_driver", {"change": 0.1, "mix": {"Z": Decimal(1)}}),
    ],
)
def test_a_goal_that_is_none_is_refused(code: str, asked: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput, match=code):
        plan([node("A", 100), node("B", 60), node("C", 40)], SUM, **asked)


def test_a_circle_is_refused() -> None:
    edges = [KpiEdge(parent="A", child="B", form="sum"), KpiEdge(parent="B", child="A", form="sum")]
    with pytest.raises(InvalidInput, match="circle"):
        plan([node("A", 100), node("B", 60)], edges, change=0.1)


def test_a_factor_at_zero_is_refused() -> None:
    with pytest.raises(InvalidInput, match="driver_at_zero"):
        plan([node("A", 100), node("B", 0), node("C", 1)], PRODUCT, change=0.1)
