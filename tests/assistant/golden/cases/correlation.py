"""What goes together with what, and courses that go with nothing."""

from __future__ import annotations

from assistant.conversation.looking_up import ANSWERS
from engine.analysis.correlation import Correlation
from engine.analysis.reallocation import CourseFound, KpiRelation, Reallocation, Receiver
from engine.analysis.relation import Measure, Relation
from engine.usecases.explanations import Explained
from engine.values.errors import NotEnoughData
from engine.values.results import Caveat
from tests.assistant.golden.made import CONVERSION, NEGOTIATION, REVENUE, SAFETY, SALES, cny, made
from tests.assistant.golden.records import COURSE_SAID, entity
from tests.assistant.golden.stage import Case

ACTION = ANSWERS["query_correlation"]
KPI_SAID = entity("kpi", "转化率", code="CONVERSION")
RESULT = Measure(kind="kpi", of=CONVERSION, unit="share", direction="higher")
FAULTS = Measure(kind="kpi", of=REVENUE, unit="count", direction="lower")
TENURE = Measure(kind="tenure", of=None, unit="years")
PAIR = ("工龄和转化率相关吗", "is tenure related to conversion")
MONEY = ("谈判课没什么用，钱能挪给谁", "the negotiation course does nothing, reallocate its money")


def relation(x: Measure, y: Measure, **given: object) -> Explained[Relation]:
    usual: dict[str, object] = {
        "group": SALES,
        "x": x,
        "y": y,
        "r": 0.31,
        "low": 0.12,
        "high": 0.48,
        "level": 0.95,
        "p_value": 0.002,
        "significant": True,
        "size": "middling",
        "slope": 0.0123,
        "caveats": (Caveat("relation_is_no_cause"),),
    }
    return Explained(made(Relation, **{**usual, **given}), 921)


def told(name: str, x: Measure, y: Measure = RESULT, **given: object) -> Case:
    return Case(
        action=ACTION,
        name=name,
        said=PAIR,
        entities=(KPI_SAID,),
        results={"relate": relation(x, y, **given)},
    )


def measure(kind: str, of: object = NEGOTIATION) -> Measure:
    return Measure(kind=kind, of=of, unit="hours")  # type: ignore[arg-type]


RELATIONS = (
    Case(action=ACTION, name="which two?", said=("有关系吗", "any relation?"), results={}),
    told("tenure", TENURE, positions=1),
    told(
        "level, weakly, lower is better", measure("level"), FAULTS, size="weak", r=-0.2, slope=-1.5
    ),
    told("hours, strongly", measure("hours"), size="strong"),
    told("hours of any course, hardly", measure("hours", None), size="none"),
    told("who went", measure("participation")),
    told("who went anywhere", measure("participation", None), r=-0.4),
    told("another KPI", FAULTS),
    told("by chance", TENURE, significant=False, r=-0.001),
    Case(
        action=ACTION,
        name="not of people",
        said=PAIR,
        entities=(KPI_SAID,),
        results={
            "relate": NotEnoughData("kpi_not_of_people", kpi=CONVERSION, unit=SALES),
            "kpis_of_people": (REVENUE,),
        },
    ),
    Case(
        action=ACTION,
        name="what nobody keeps",
        said=("工资和转化率相关吗", "is salary related to conversion"),
        entities=(KPI_SAID,),
        results={},
    ),
)


def course(named: object, kept_for: str | None = None) -> CourseFound:
    found = made(Correlation, r=0.1, low=-0.08, high=0.27, p_value=0.277)
    relations = (KpiRelation(CONVERSION, found), KpiRelation(REVENUE, found))
    return made(CourseFound, course=named, relations=relations, kept_for=kept_for)


def moved(name: str, **given: object) -> Case:
    usual: dict[str, object] = {
        "year": 2026,
        "cut": (course(NEGOTIATION),),
        "kept": (),
        "released": cny(500000),
        "receivers": (Receiver(SAFETY, cny(100000)), Receiver(REVENUE, cny(40000))),
        "left": cny(360000),
        "caveats": (),
    }
    found = Explained(made(Reallocation, **{**usual, **given}), 922)
    return Case(
        action=ACTION,
        name=name,
        said=MONEY,
        entities=(COURSE_SAID,),
        results={"reallocation": found},
    )


KEPT = tuple(course(SAFETY, why) for why in ("mandatory", "better", "related", "unknown"))
REALLOCATIONS = (
    moved("money is left"),
    moved("all of it is wanted", left=cny(0), kept=KEPT),
    moved("nobody is better", receivers=()),
    moved("nothing is to be cut", cut=(), kept=KEPT, released=cny(0)),
    Case(
        action=ACTION,
        name="beside a KPI of units",
        said=MONEY,
        entities=(COURSE_SAID, KPI_SAID),
        results={
            "kpis_of_people": (REVENUE,),
            "reallocation": Explained(
                made(Reallocation, year=2026, cut=(), kept=(), receivers=()), 923
            ),
        },
    ),
)
CASES = (*RELATIONS, *REALLOCATIONS)
