"""Costs, gaps, budgets, priorities, requests, why."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from assistant.conversation.looking_up import ANSWERS
from engine.analysis.appraisal import DimensionGap
from engine.analysis.need_evidence import Comparison
from engine.analysis.quoted import QuotedSum
from engine.analysis.session_cost import SessionPlan
from engine.analysis.skill_gap import CertificateCount, FlaggedNeed, Gap, GapReport
from engine.usecases.budget_status import SplitLine
from engine.usecases.budgets.phases import Phase
from engine.usecases.explanations import ExplanationView
from engine.usecases.need_evidence import KpiEvidence, NeedEvidence
from engine.usecases.requests.view import Decider
from engine.usecases.skill_gap import GapBreakdown, SkillGapReport
from engine.values.errors import InvalidInput, NotEnoughData, NotFound, NotPermitted
from engine.values.results import Caveat, Named
from tests.assistant.golden.made import (
    CONVERSION,
    NEGOTIATION,
    SAFETY,
    SALES,
    cny,
    made,
    named,
)
from tests.assistant.golden.records import (
    AN_ERROR,
    COURSE,
    COURSE_SAID,
    LAST_MAY_SAID,
    MANY_UNITS,
    MARCH_SAID,
    NARROWER,
    NUMBER,
    OLD,
    ONE_UNIT,
    POSITION_SAID,
    RANKING,
    SAID_NO,
    SEVERAL_LINES,
    SKILL_SAID,
    TWO_UNITS,
    UNIT,
    UNIT_SAID,
    WAITING,
    YOURS,
    cost,
    entity,
    line,
    listed,
    proposal,
    ranked,
    request,
)
from tests.assistant.golden.stage import Case, Each

ASKED = ("20个人做谈判培训要多少钱", "what would negotiation training for 20 people cost")
TWENTY = entity("headcount", 20)
BECAUSE = (
    "20个人做谈判培训要多少钱，因为投诉太多",
    "what is negotiation training for 20 people because we get complaints",
)
KPI = made(
    KpiEvidence,
    kpi=CONVERSION,
    unit="share",
    comparison=made(
        Comparison,
        with_gap=12,
        without_gap=31,
        mean_with_gap=0.213,
        mean_without_gap=0.347,
        missing_with_gap=0.75,
        missing_without_gap=0.29,
        p_value=0.0214,
        positions=1,
    ),
)
NEED = made(
    NeedEvidence,
    skill=named("Negotiating", "谈判"),
    assessed=43,
    below_mean=16,
    share_below_mean=0.372,
    mean=3.18,
    kpi=KPI,
    must_do=True,
)
IN_PIECES = replace(
    KPI,
    unit="count",
    comparison=replace(KPI.comparison, mean_with_gap=7.25, mean_without_gap=9.5, p_value=0.0004),
)
# What has no more than its own history to say for it.
PLAIN = proposal(cost=cost(interval=None, course=None, history=None))


def estimate(name: str, **given: object) -> Case:
    usual = {"said": ASKED, "entities": (COURSE_SAID, TWENTY), "intent": "estimate_cost"}
    return Case(**{"action": ANSWERS["estimate_cost"], "name": name, **usual, **given})  # type: ignore[arg-type]


def proposing(name: str, found: object, **given: object) -> Case:
    return estimate(name, results={"propose_request": found}, **given)


def one_gap(short: int, assessed: int, **given: object) -> SkillGapReport:
    gap = made(Gap, group=named("Negotiating", "谈判"), assessed=assessed, short=short)
    report = made(GapReport, skills=(gap,))
    return made(SkillGapReport, unit=SALES, report=report, **{"position": None, **given})


BY_HEAD = {
    "estimate_cost": Each(
        (
            cost(headcount=1, total=cny(1510)),
            cost(headcount=47, total=cny(70970)),
            cost(headcount=120, total=cny(181200)),
        )
    ),
    "skill_gap": one_gap(47, 120),
    "may": None,
}
ESTIMATES = (
    proposing(
        "history, an interval, a need that the data support, an own rank",
        proposal(need=NEED, narrower=NARROWER, rank=ranked(4, NEGOTIATION)),
    ),
    proposing("a reason is kept", proposal(), said=BECAUSE),
    proposing(
        "a KPI counted in pieces, of which no must follows",
        proposal(need=replace(NEED, kpi=IN_PIECES, must_do=False)),
    ),
    proposing("no KPI, nothing to compare", proposal(need=replace(NEED, kpi=None, must_do=False))),
    proposing("a topic without history", PLAIN),
    proposing(
        "a quotation beside the history",
        proposal(
            cost=cost(priced_by="quotation", interval=None, caveats=(Caveat("outside_quotation"),))
        ),
    ),
    proposing(
        "with caveats",
        proposal(cost=cost(caveats=(OLD, Caveat("too_few_sessions", {"sessions": 2})))),
    ),
    proposing("no history, so a price is asked for", NotEnoughData("no_cost_history")),
    proposing(
        "too many people", InvalidInput("headcount_beyond_company", headcount=9000, company=812)
    ),
    proposing(
        "a price beyond the budget",
        InvalidInput("amount_beyond_budget", amount=cny(9000001), budget=cny(800000)),
    ),
    estimate(
        "who may not request hears the price alone",
        results={
            "propose_request": NotPermitted("request_budget", "head"),
            "estimate_cost": cost(),
        },
    ),
    estimate(
        "in an open form the price alone",
        slots={"draft_key": "m0"},
        results={"estimate_cost": cost(headcount=1, total=cny(1510))},
    ),
    estimate(
        "in an open form of another training the unit stays",
        slots={"draft_key": "m0", "department": UNIT, "headcount": 77},
        results={"estimate_cost": cost()},
    ),
    estimate(
        "in an open form a number of people alone",
        entities=(entity("number", 25),),
        slots={"draft_key": "m0", "course": COURSE, "headcount": 20},
        results={"estimate_cost": cost(headcount=25)},
    ),
    estimate(
        "by the head, for those who fall short and for all",
        entities=(COURSE_SAID,),
        results=BY_HEAD,
    ),
    estimate(
        "by the head, and all of a position fall short",
        entities=(COURSE_SAID, POSITION_SAID),
        results={
            **BY_HEAD,
            "skill_gap": one_gap(40, 40, position=named("Seller", "销售员")),
        },
    ),
    estimate(
        "by the head for who may see no gaps",
        entities=(COURSE_SAID,),
        results={"estimate_cost": cost(headcount=1), "skill_gap": NotPermitted("see_gaps", "hr")},
    ),
    estimate(
        "by the head for who may not request",
        entities=(COURSE_SAID,),
        results={**BY_HEAD, "may": NotPermitted("request_budget", "head")},
    ),
    estimate(
        "a quotation takes a number of people",
        entities=(COURSE_SAID, entity("amount", 16000)),
    ),
    estimate("which training?", entities=(TWENTY,)),
    estimate(
        "a skill, a unit, a position, a price per head",
        entities=(
            SKILL_SAID,
            UNIT_SAID,
            POSITION_SAID,
            TWENTY,
            MARCH_SAID,
            entity("amount_per_head", 800),
        ),
        results={"propose_request": proposal()},
    ),
    estimate(
        "a sum in all",
        entities=(COURSE_SAID, TWENTY, entity("amount", 16000)),
        results={"propose_request": proposal()},
    ),
    estimate(
        "the narrower audience is chosen",
        said=("只要有差距的", "only those with the gap"),
        entities=(),
        slots={"offer": "request_budget", "proposed": {"narrow": 12, "all": 20}},
    ),
    estimate(
        "all are chosen by their number",
        said=("20个", "20"),
        entities=(entity("number", 20),),
        slots={"offer": "request_budget", "proposed": {"narrow": 12, "all": 20}},
    ),
    proposing(
        "a question is no choice",
        proposal(),
        said=("只有20个人要多少钱？", "only 20 people, how much?"),
        slots={"offer": "request_budget", "proposed": {"narrow": 12, "all": 20}},
    ),
    proposing(
        "a name that was guessed",
        proposal(),
        entities=(
            {**COURSE_SAID, "value": "谈判机巧", "name": "谈判技巧", "guessed": True},
            TWENTY,
        ),
    ),
    proposing("an accident", AN_ERROR, fails=True),
)

GAPS = made(
    GapReport,
    skills=(
        made(Gap, group=named("Negotiating", "谈判"), assessed=120, short=47, mean=2.83),
        made(Gap, group=named("Welding", "焊接"), assessed=61, short=0, mean=4.11),
        made(Gap, group=named("Reading drawings", "识图"), assessed=88, short=9, mean=3.06),
    ),
    certificates=(
        CertificateCount(
            certificate=named("Forklift", "叉车证"), required=14, missing=5, expired=3
        ),
        CertificateCount(certificate=named("Crane", "吊车证"), required=8, missing=0, expired=0),
    ),
    appraisals=(
        made(DimensionGap, dimension="沟通", n=23, mean=2.71, other_mean=3.44, below=True),
        made(DimensionGap, dimension="执行", n=24, mean=3.9, other_mean=3.5, below=False),
    ),
    needs=(
        made(
            FlaggedNeed,
            kind="skill",
            subject=named("Negotiating", "谈判"),
            course=NEGOTIATION,
            headcount=47,
            total=cny("70970.4"),
        ),
        made(FlaggedNeed, subject=named("Welding", "焊接"), course=None, total=None),
        made(FlaggedNeed, subject=named("Crane", "吊车证"), course=SAFETY, total=None),
    ),
)
GAP_REPORT = made(SkillGapReport, unit=SALES, report=GAPS, explanation_id=905)
TEAMS = made(
    GapBreakdown,
    unit=SALES,
    by="team",
    gaps=(
        made(Gap, group=named("East", "东区"), assessed=40, short=10),
        made(Gap, group=named("West", "西区"), assessed=25, short=20),
        made(Gap, group=named("Nobody", "空组"), assessed=0, short=0),
    ),
)
MANY_GAPS = replace(
    GAP_REPORT,
    report=made(
        GapReport,
        skills=tuple(
            made(
                Gap,
                group=named(f"Skill {n}", f"{n}号技能"),
                assessed=100 + n,
                short=30 - n,
                mean=2 + n / 10,
            )
            for n in range(1, 11)
        ),
        certificates=tuple(
            CertificateCount(
                certificate=named(f"Paper {n}", f"{n}号证"), required=50 + n, missing=n, expired=1
            )
            for n in range(1, 11)
        ),
    ),
)


def gap(name: str, **given: object) -> Case:
    results = {"skill_gap": GAP_REPORT, "gap_breakdown": TEAMS, "keep_file": "s3cret"}
    usual = {
        "intent": "query_skill_gap",
        "said": ("我们部门差在哪里", "where does my unit fall short"),
    }
    return Case(
        **{"action": ANSWERS["query_skill_gap"], "name": name, "results": results, **usual, **given}
    )  # type: ignore[arg-type]


SKILL_GAPS = (
    gap("gaps, certificates, appraisals, remedies, and the teams' picture"),
    gap("at the terminal there is no picture", channel="console"),
    gap(
        "one position",
        entities=(UNIT_SAID, POSITION_SAID),
        results={"skill_gap": replace(GAP_REPORT, position=named("Seller", "销售员"))},
    ),
    gap("one skill", entities=(SKILL_SAID,), results={"skill_gap": GAP_REPORT}),
    gap("many", results={"skill_gap": MANY_GAPS, "gap_breakdown": NotPermitted("see_gaps", "hr")}),
    gap(
        "none",
        results={
            "skill_gap": replace(GAP_REPORT, report=made(GapReport)),
            "gap_breakdown": replace(TEAMS, gaps=TEAMS.gaps[:1]),
        },
    ),
    gap(
        "a unit that is not there",
        entities=(
            entity(
                "department",
                "三车间",
                candidates=({"code": "W1", "name": "一车间"}, {"code": "W2", "name": "二车间"}),
            ),
        ),
        results={},
    ),
    gap("a unit like no other", entities=(entity("department", "月球部"),), results={}),
    gap("too few to be shown", results={"skill_gap": NotEnoughData("group_withheld", smallest=5)}),
    gap("not permitted", results={"skill_gap": NotPermitted("see_gaps", "hr")}),
)


def budget(name: str, *found: object, **given: object) -> Case:
    usual = {
        "intent": "query_budget_status",
        "said": ("还剩多少预算", "how much budget is left"),
        "results": {"budget_status": Each(found), "keep_file": "s3cret"},
    }
    return Case(**{"action": ANSWERS["query_budget_status"], "name": name, **usual, **given})  # type: ignore[arg-type]


NO_BUDGET = NotEnoughData("no_budget", unit=SALES, year=2027)
QUARTERS = (
    Phase(1, cny(120_000), cny(20_000), cny(100_000)),
    Phase(2, cny(90_000), cny(95_000), cny(-5_000)),
)
SPLIT = replace(ONE_UNIT, split=(SplitLine(ONE_UNIT.lines[0], QUARTERS),))
COVERS = ("这笔钱够不够", "is it enough for that")
BUDGETS = (
    budget("one unit; next year's is not set", ONE_UNIT, NO_BUDGET),
    budget("this year's and next year's, of many units", TWO_UNITS, MANY_UNITS),
    budget("a year that is split into quarters", SPLIT, NO_BUDGET),
    budget("none this year", NO_BUDGET, TWO_UNITS),
    budget("none at all", NO_BUDGET, NO_BUDGET),
    budget("the year that is named", ONE_UNIT, entities=(MARCH_SAID, UNIT_SAID)),
    budget("a year that is past", ONE_UNIT, entities=(LAST_MAY_SAID,)),
    budget("at the terminal", TWO_UNITS, NO_BUDGET, channel="console"),
    budget("a sum that is covered", ONE_UNIT, said=COVERS, entities=(entity("amount", 1000),)),
    budget("a sum that is not covered", ONE_UNIT, said=COVERS, entities=(entity("amount", 10**7),)),
)


def priority(name: str, found: object, **given: object) -> Case:
    usual = {
        "intent": "query_priorities",
        "said": ("哪些培训最重要", "which trainings matter most"),
        "results": {"priorities": found, "keep_file": "s3cret"},
    }
    return Case(**{"action": ANSWERS["query_priorities"], "name": name, **usual, **given})  # type: ignore[arg-type]


PRIORITIES = (
    priority("two courses", RANKING),
    priority("one course", replace(RANKING, ranking=RANKING.ranking[:1])),
    priority(
        "many",
        replace(
            RANKING,
            ranking=tuple(
                ranked(n, named(f"Course {n}", f"{n}号课"), business=f"{n}.5") for n in range(1, 13)
            ),
        ),
    ),
    priority("no needs yet", NotEnoughData("no_needs")),
)

APPROVED = request(number="TR-2027-0003", state="approved", total=cny(4400), waiting=None)
WAITS_FOR_ME = request(
    number="TR-2027-0005",
    state="hr_validated",
    waiting=replace(YOURS, duty="evaluate"),
)


def status(name: str, found: object, waiting: object = None, **given: object) -> Case:
    lists = Each((found,) if waiting is None else (waiting, found))
    usual = {
        "intent": "query_request_status",
        "said": ("我的申请到哪了", "where is my request"),
        "results": {"request_status": lists},
    }
    return Case(**{"action": ANSWERS["query_request_status"], "name": name, **usual, **given})  # type: ignore[arg-type]


REQUESTS = (
    status("none", listed(), listed()),
    status("one, waiting for others", listed(request(waiting=WAITING)), listed()),
    status(
        "what waits for me comes first",
        listed(APPROVED, WAITS_FOR_ME, more=31),
        listed(WAITS_FOR_ME),
    ),
    status(
        "the one named",
        listed(
            request(state="returned", steps=(replace(SAID_NO, comment="太贵", by="李强"), SAID_NO))
        ),
        entities=(entity("request_id", NUMBER),),
    ),
    status("the one just made", listed(request(suspended=True)), slots={"last_request": NUMBER}),
    status("in his own words", listed(request(lines=(line(topic="插花"),))), listed()),
    status("of several lines", listed(request(lines=SEVERAL_LINES, total=cny(37300))), listed()),
    status(
        "overdue, and passed on",
        listed(request(waiting=replace(WAITING, escalated=True))),
        listed(),
    ),
    status(
        "without a day it is due", listed(request(waiting=replace(WAITING, due_at=None))), listed()
    ),
    status(
        "nobody to take it",
        listed(request(waiting=replace(WAITING, people=(), role="finance", duty="approve"))),
        listed(),
    ),
    status(
        "an unknown one",
        NotFound("unknown_request", number="TR-2027-0999"),
        entities=(entity("request_id", "TR-2027-0999"),),
    ),
)


def explaining(name: str, **given: object) -> Case:
    found = made(
        ExplanationView,
        **{
            "id": 811,
            "engine_version": "3.1",
            "policy_version": "p8",
            "formula": "a = b × c",
            "created_at": datetime(2026, 11, 1, tzinfo=UTC),
            **given,
        },
    )
    return Case(
        action=ANSWERS["explain_answer"],
        name=name,
        said=("怎么算的", "where is that from"),
        slots={"last_explanation": 811},
        results={"explain": found},
    )


def plain(amount: int) -> dict[str, str]:
    return {"amount": f"{amount}.00", "currency": "CNY"}


TOPIC = {"code": "N", "name": "谈判技巧", "name_en": "Negotiation"}
ROWS = [
    {"start_date": f"2026-0{n}-05", "participants": 10 + n, "total": plain(1000 * n)}
    for n in range(1, 10)
]
LEDGER = {
    "allocated": plain(900),
    "reserved": plain(80),
    "committed": plain(70),
    "actual": plain(60),
    "available": plain(690),
}
EXPLANATIONS = (
    Case(action=ANSWERS["explain_answer"], name="nothing to explain", said=("怎么算的", "why")),
    Case(
        action=ANSWERS["explain_answer"],
        name="the right to it is lost",
        said=("怎么算的", "why"),
        slots={"last_explanation": 811},
        results={"explain": NotPermitted("past_answer", who_has="hr")},
    ),
    explaining(
        "a cost from history",
        method="cost_estimate",
        inputs={"topic": TOPIC},
        rows=ROWS[:2],
        output={"priced_by": "history", "interval": {"level": 0.9}},
    ),
    explaining(
        "a cost from many sessions",
        method="cost_estimate",
        inputs={"topic": TOPIC},
        rows=ROWS,
        output={"priced_by": "history", "interval": None},
    ),
    explaining(
        "a quotation",
        method="cost_estimate",
        inputs={"topic": TOPIC},
        rows=[],
        output={"priced_by": "quotation", "interval": None},
    ),
    explaining(
        "a ranking",
        method="weighted_priority",
        inputs={"weights": {"strategy": "0.5", "business": "0.3", "employee": "0.2"}},
    ),
    explaining("a balance", method="ledger_sum", output=LEDGER),
    explaining("gaps", method="skill_gap"),
    explaining("another method with rows", method="shrinkage", rows=[1, 2, 3]),
    explaining("another method on one thing", method="shrinkage", rows={"one": 1}),
)

MORE = (
    proposing(
        "within positions",
        proposal(
            need=replace(
                NEED,
                mixed=True,
                kpi=replace(KPI, comparison=replace(KPI.comparison, positions=3, mean_alike=0.312)),
            )
        ),
    ),
    proposing(
        "by session",
        proposal(
            cost=cost(
                basis="by_session",
                by_session=made(SessionPlan, capacity=21, sessions=3, total=cny(41100)),
            )
        ),
    ),
    proposing(
        "a price whose tax is the one that counts",
        proposal(
            cost=cost(
                priced_by="quotation",
                quoted=made(
                    QuotedSum,
                    given=cny(31800),
                    total=cny(30000),
                    counts="excluded",
                    tax="excluded",
                    tax_rate=Decimal(6),
                ),
            )
        ),
    ),
    gap(
        "within positions, and signs that do not agree",
        results={
            "skill_gap": replace(
                GAP_REPORT,
                report=replace(
                    GAPS,
                    appraisals=(
                        made(
                            DimensionGap,
                            dimension="沟通",
                            n=23,
                            mean=2.71,
                            other_mean=3.44,
                            below=True,
                            alike=True,
                        ),
                    ),
                    needs=(
                        made(
                            FlaggedNeed,
                            kind="certificate",
                            subject=named("Forklift", "叉车证"),
                            headcount=5,
                            supported=False,
                        ),
                        made(
                            FlaggedNeed,
                            kind="certificate",
                            subject=named("Crane", "吊车证"),
                            headcount=6,
                            supported=None,
                        ),
                        made(
                            FlaggedNeed,
                            kind="certificate",
                            subject=named("Welder", "焊工证"),
                            headcount=7,
                            supported=True,
                            course=SAFETY,
                            total=cny(700),
                        ),
                    ),
                ),
            ),
            "gap_breakdown": TEAMS,
            "keep_file": "s3cret",
        },
    ),
    budget(
        "of a programme, and of the whole company",
        replace(
            TWO_UNITS,
            unit=Named("C1", "COMPANY"),
            lines=(
                replace(TWO_UNITS.lines[0], purpose=named("Digital", "数字化")),
                TWO_UNITS.lines[1],
            ),
        ),
        NO_BUDGET,
    ),
    budget(
        "of two years",
        TWO_UNITS,
        MANY_UNITS,
        entities=(entity("period", "两年", first_day="2025-03-01", last_day="2026-10-31"),),
    ),
    status("a time makes no difference", listed(request()), listed(), entities=(MARCH_SAID,)),
    priority("a time makes no difference", RANKING, entities=(MARCH_SAID,)),
    *(
        status(name, listed(request(waiting=waiting)), listed())
        for name, waiting in (
            (
                "nobody has it, but it is passed on",
                replace(WAITING, people=(), passed_to=(Decider("周洁"),)),
            ),
            (
                "overdue, and passed on to others",
                replace(WAITING, escalated=True, passed_to=(Decider("周洁"),)),
            ),
            ("nobody has it, but it is yours", replace(YOURS, people=())),
            (
                "it is yours in somebody's place",
                replace(YOURS, steps=(replace(YOURS.steps[0], on_behalf_of="李强"),)),
            ),
        )
    ),
    status(
        "said in somebody's place",
        listed(request(steps=(replace(SAID_NO, on_behalf_of="李强"),))),
        listed(),
    ),
)

CASES = (*MORE, *ESTIMATES, *SKILL_GAPS, *BUDGETS, *PRIORITIES, *REQUESTS, *EXPLANATIONS)
