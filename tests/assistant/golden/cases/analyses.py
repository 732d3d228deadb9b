"""Performance, history, effects, goals, what-if, records."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from assistant.conversation.looking_up import ANSWERS
from engine.analysis.allocation import BestSet
from engine.analysis.appraisal import PersonScore
from engine.analysis.candidate import Candidate
from engine.analysis.education_fund import EducationFund, FundBalance
from engine.analysis.effect import Effect
from engine.analysis.goals import DriverPlan, Goal, GoalPlan, SkillPlan
from engine.analysis.kirkpatrick import NextYear, Outcome
from engine.analysis.kpi import KpiStanding
from engine.analysis.kpi_standing import KpiGap
from engine.analysis.kpi_tree import DriverChange
from engine.analysis.left_out import LeftOut
from engine.analysis.proportional_split import Allotment, ProportionalSplit
from engine.analysis.service_period import ServicePenalty
from engine.analysis.skill_behind import (
    MUST_DO,
    NOT_ENOUGH_DATA,
    NOT_SUPPORTED,
    SkillBehind,
    SkillRanking,
)
from engine.analysis.skill_gap import PersonGap, PersonSkill
from engine.analysis.training_history import CourseCost, CourseHeld, TrainingHistory
from engine.queries.certificates import PersonCertificate
from engine.queries.performance import PersonResult
from engine.queries.sessions import SessionHeld
from engine.queries.taken import TrainingTaken
from engine.usecases.explanations import Explained
from engine.usecases.goals_below import PlanThere
from engine.usecases.people import Namesake
from engine.usecases.performance_gap import PerformanceGap, SkillsBehind
from engine.usecases.person_trainings import PersonTrainings
from engine.usecases.profile import Profile
from engine.usecases.simulate_allocation import SimulatedAllocation
from engine.usecases.training_effect import TrainingEffect
from engine.usecases.training_history import HistoryReport
from engine.usecases.training_sessions import SessionsReport
from engine.values.errors import InvalidInput, NotEnoughData, NotFound, NotPermitted
from engine.values.results import Caveat, Figure, Named
from tests.assistant.golden.made import (
    CONVERSION,
    NEGOTIATION,
    REVENUE,
    SAFETY,
    SALES,
    WORKSHOP,
    cny,
    made,
    named,
)
from tests.assistant.golden.records import (
    COURSE,
    COURSE_SAID,
    LAST_MAY_SAID,
    MARCH_SAID,
    ONE_UNIT,
    UNIT_SAID,
    entity,
)
from tests.assistant.golden.stage import Case, Each

KPI_SAID = entity("kpi", "转化率", code="CONVERSION")


def case(
    action: type, name: str, said: tuple[str, str], usecase: str, found: object, **given: object
) -> Case:
    results = {usecase: found, **given.pop("besides", {})}  # type: ignore[dict-item]
    return Case(**{"action": action, "name": name, "said": said, "results": results, **given})  # type: ignore[arg-type]


def kpi(name: object, unit: str, actual: float, target: float | None, attained: float) -> KpiGap:
    standing = (
        None
        if target is None
        else made(
            KpiStanding, target=target, actual=actual, gap=target - actual, attainment=attained
        )
    )
    return made(KpiGap, kpi=name, unit=unit, actual=actual, standing=standing)


SHORT = kpi(CONVERSION, "share", 0.213, 0.3, 0.71)
KPIS = (
    SHORT,
    kpi(REVENUE, "money", 1234567.5, 1100000, 1.122),
    kpi(named("Calls", "通话数"), "count", 33, None, 0),
)
BEHIND = made(
    SkillBehind,
    skill=named("Negotiating", "谈判"),
    low=23,
    good=41,
    share_of_low=0.652,
    share_of_good=0.195,
    p_value=0.0009,
    p_adjusted=0.0018,
    positions=1,
    verdict=MUST_DO,
)


def behind(verdict: str, skills: tuple[SkillBehind, ...], course: object = None) -> PerformanceGap:
    ranking = SkillRanking(verdict, skills, ())
    found = made(SkillsBehind, kpi=CONVERSION, ranking=ranking, course=course, explanation_id=911)
    return made(PerformanceGap, unit=SALES, kpis=KPIS, behind=found, explanation_id=910)


WHICH_KPI = ("哪些指标没达标", "which KPIs fall short")
PERFORMANCE = tuple(
    case(ANSWERS["query_performance_gap"], name, WHICH_KPI, "performance_gap", found, **given)
    for name, found, given in (
        (
            "short, reached, and without a target",
            made(PerformanceGap, unit=SALES, kpis=KPIS, explanation_id=910),
            {},
        ),
        (
            "a skill lies behind it, and a course is there",
            behind(MUST_DO, (BEHIND, BEHIND), NEGOTIATION),
            {"entities": (KPI_SAID, UNIT_SAID)},
        ),
        ("a skill lies behind it, and no course is there", behind(MUST_DO, (BEHIND,)), {}),
        (
            "what lies behind it is not proven",
            behind(NOT_SUPPORTED, (replace(BEHIND, verdict=NOT_SUPPORTED),), NEGOTIATION),
            {},
        ),
        ("too few results", behind(NOT_ENOUGH_DATA, ()), {}),
        (
            "many",
            made(
                PerformanceGap,
                unit=SALES,
                kpis=tuple(
                    kpi(named(f"KPI {n}", f"{n}号指标"), "count", n, n + 0.5, n / (n + 0.5))
                    for n in range(1, 11)
                ),
            ),
            {},
        ),
        ("none", NotEnoughData("no_kpi_results", unit=SALES), {}),
    )
)


def held(course: object, sessions: int, people: int, total: object, per_head: object) -> CourseCost:
    return made(
        CourseCost,
        held=CourseHeld(course, sessions, people, cny(total)),  # type: ignore[arg-type]
        per_participant=cny(per_head),
    )


def history(*courses: CourseCost) -> HistoryReport:
    found = made(
        TrainingHistory,
        courses=courses,
        sessions=17,
        participations=402,
        total=cny("60500.5"),
        per_participant=cny("150.5"),
        per_session=cny("3558.85"),
    )
    return made(
        HistoryReport,
        unit=SALES,
        first=date(2025, 1, 1),
        last=date(2025, 12, 31),
        history=found,
        explanation_id=912,
    )


HELD = ("去年办了哪些培训", "what trainings were held")
TWO_COURSES = history(held(NEGOTIATION, 6, 113, 170630, "1510"), held(SAFETY, 1, 25, 900, 36))
HISTORY = tuple(
    case(ANSWERS["query_training_history"], name, HELD, "training_history", found, **given)
    for name, found, given in (
        ("two courses", TWO_COURSES, {}),
        ("a time that is past, of a unit", TWO_COURSES, {"entities": (LAST_MAY_SAID, UNIT_SAID)}),
        ("a time to come, of a course", TWO_COURSES, {"entities": (MARCH_SAID, COURSE_SAID)}),
        (
            "many",
            history(
                *(
                    held(named(f"Course {n}", f"{n}号课"), n, 10 + n, 100 * n, n)
                    for n in range(1, 12)
                )
            ),
            {},
        ),
        ("none", NotEnoughData("no_training_history", unit=SALES), {}),
    )
)


def books(name: str, held_in_all: int) -> Case:
    found = history(held(NEGOTIATION, 6, 113, 170630, "1510"))
    found = replace(found, history=replace(found.history, total=cny(held_in_all)))
    return Case(
        action=ANSWERS["query_training_history"],
        name=name,
        said=("台账和培训记录差多少", "how far apart are the ledger and the records"),
        results={"budget_status": ONE_UNIT, "training_history": found},
    )


BOOKS = (books("less than the ledger has", 1), books("more than the ledger has", 10**7))


def one_session(day: date, course: Named, people: int, fee: int, venue: int) -> SessionHeld:
    parts = {"instructor": cny(fee), "venue": cny(venue)}
    return made(
        SessionHeld,
        code=f"SE{day:%y%m%d}",
        course=course,
        start=day,
        participants=people,
        total=cny(fee + venue),
        parts=parts,
        instructor=None,
        location=None,
    )


def sessions(count: int, *held: SessionHeld) -> SessionsReport:
    return made(SessionsReport, unit=SALES, sessions=held, count=count)


THREE_SESSIONS = sessions(
    3,
    one_session(date(2024, 3, 5), NEGOTIATION, 20, 40_000, 2_000),
    one_session(date(2025, 3, 6), NEGOTIATION, 24, 50_000, 2_000),
    one_session(date(2025, 9, 7), SAFETY, 30, 3_000, 0),
)
SESSIONS = tuple(
    case(ANSWERS["query_training_history"], name, said, "training_sessions", found)
    for name, said, found in (
        ("each session", ("把每一期都列出来", "list the single sessions"), THREE_SESSIONS),
        (
            "the last session",
            ("最近一期是什么时候", "when was the last session"),
            THREE_SESSIONS,
        ),
        ("the dearest session", ("最贵的一期是哪期", "which session was dearest"), THREE_SESSIONS),
        ("sessions of which there are none", ("哪一期最早", "list the sessions"), sessions(0)),
        (
            "more sessions than are told of",
            ("把每一期都列出来", "list the single sessions"),
            replace(THREE_SESSIONS, count=240),
        ),
        (
            "what the money went on",
            ("这些钱都花在什么上了", "what kinds of cost were there"),
            THREE_SESSIONS,
        ),
        (
            "more sessions, and what the money went on",
            ("讲师费占了多少", "what was the trainer's fee"),
            replace(THREE_SESSIONS, count=240),
        ),
    )
)

DID = made(
    Effect,
    kpi=CONVERSION,
    unit="share",
    value=0.025,
    method="difference_in_differences",
    relative=0.125,
    low=0.01,
    high=0.04,
    before=0.2,
    level=0.95,
    trained=33,
    compared=71,
    caveats=(Caveat("few_units", {"units": 4}), Caveat("few_units", {"units": 4})),
)
OUTCOMES = (
    made(Outcome, level="reaction", measure="满意度", value=0.91),
    made(Outcome, level="results", measure="kpi", kpi=CONVERSION, value=0.27, change=0.125),
)


def effect(**given: object) -> TrainingEffect:
    proposal = made(
        NextYear,
        outcomes=OUTCOMES,
        missing=("learning", "behaviour"),
        rule="mixed",
        factor=Decimal("1.15"),
        amount=cny(34730),
    )
    usual = {
        "course": NEGOTIATION,
        "year": 2026,
        "spent": cny(30200),
        "next_year": proposal,
        "explanation_id": 913,
    }
    return made(TrainingEffect, **{**usual, **given})


WORKED = ("谈判培训有没有效果", "did the negotiation training work")
EFFECTS = (
    case(ANSWERS["query_training_effect"], "which course?", WORKED, "training_effect", None),
    case(
        ANSWERS["query_training_effect"],
        "measured against others",
        WORKED,
        "training_effect",
        effect(effects=(Explained(DID, 1),), alternative=SAFETY),
        entities=(COURSE_SAID,),
        results={
            "training_effect": effect(effects=(Explained(DID, 1),), alternative=SAFETY),
            "keep_file": "s3cret",
        },
    ),
    case(
        ANSWERS["query_training_effect"],
        "before and after, of the course talked about",
        WORKED,
        "training_effect",
        effect(effects=(Explained(replace(DID, method="before_after", caveats=()), 1),)),
        slots={"course": COURSE},
        channel="console",
    ),
    case(
        ANSWERS["query_training_effect"],
        "from nothing there is no share",
        WORKED,
        "training_effect",
        effect(effects=(Explained(replace(DID, before=0.0, relative=None, caveats=()), 1),)),
        slots={"course": COURSE},
        channel="console",
    ),
    case(
        ANSWERS["query_training_effect"],
        "all levels measured, with caveats",
        WORKED,
        "training_effect",
        effect(
            next_year=made(
                NextYear,
                outcomes=OUTCOMES[:1],
                rule="reaction_only",
                factor=Decimal(1),
                amount=cny(30200),
                caveats=(Caveat("measure_the_effect"),),
            )
        ),
        entities=(COURSE_SAID,),
    ),
    case(
        ANSWERS["query_training_effect"],
        "nothing measured",
        WORKED,
        "training_effect",
        effect(
            next_year=made(
                NextYear,
                missing=("reaction", "results"),
                rule="no_data",
                factor=Decimal(1),
                amount=cny(30200),
            )
        ),
        entities=(COURSE_SAID,),
    ),
    case(
        ANSWERS["query_training_effect"],
        "neither held nor evaluated",
        WORKED,
        "training_effect",
        NotEnoughData("no_training_in_year", course=NEGOTIATION, year=2026),
        entities=(COURSE_SAID,),
    ),
)


def change(name: object, unit: str, actual: float, needed: float, relative: float) -> DriverChange:
    return made(DriverChange, kpi=name, unit=unit, actual=actual, needed=needed, relative=relative)


GOAL = made(Goal, kpi=REVENUE, actual=1000000, needed=1100000, relative=0.1)
OWN = change(REVENUE, "money", 1000000, 1100000, 0.1)
LESS = SkillPlan(
    skill=named("Negotiating", "谈判"),
    mean=2.83,
    levels=0.41,
    relative=0.15,
    course=NEGOTIATION,
    headcount=47,
    total=cny(70970),
    narrower_headcount=19,
    narrower_total=cny(28690),
)
DRIVER = DriverPlan(change(CONVERSION, "share", 0.25, 0.275, 0.1), LESS, None)


def goal(**given: object) -> Explained[GoalPlan]:
    usual = {
        "goal": GOAL,
        "alone": (OWN, DRIVER.change),
        "plans": (DRIVER,),
        "total": cny(70970),
        "share_of_budget": 0.142,
    }
    return Explained(made(GoalPlan, **{**usual, **given}), 914)


REVENUE_SAID = entity("kpi", "销售额", code="REVENUE")
UP = ("销售额提高10%要多少培训", "sales up 10%, what would it take")
NO_COURSE = replace(DRIVER, skill=replace(LESS, course=None, total=None))


def planned(**given: object) -> tuple[PlanThere, ...]:
    return (PlanThere(SALES, False, goal(**given)),)


GOALS = (
    case(ANSWERS["plan_from_goal"], "which KPI?", UP, "goal_plans", None),
    case(
        ANSWERS["plan_from_goal"],
        "how far?",
        ("想提高销售额", "I want more sales"),
        "goal_plans",
        None,
        entities=(REVENUE_SAID,),
    ),
    case(
        ANSWERS["plan_from_goal"],
        "a change, a course, a sum",
        UP,
        "goal_plans",
        planned(),
        entities=(REVENUE_SAID, UNIT_SAID),
    ),
    case(
        ANSWERS["plan_from_goal"],
        "fewer, in points, of so many people",
        ("流失率降3个百分点", "cut it by 3 percentage points"),
        "goal_plans",
        planned(plans=(NO_COURSE,), total=None, share_of_budget=None),
        entities=(REVENUE_SAID, entity("headcount", 60)),
    ),
    case(
        ANSWERS["plan_from_goal"],
        "relatively",
        ("销售额相对提高10%", "sales up 10% relative"),
        "goal_plans",
        planned(
            plans=(replace(DRIVER, skill=None),),
            caveats=(Caveat("no_skill_known", {"kpi": CONVERSION}),),
        ),
        entities=(REVENUE_SAID,),
    ),
    case(
        ANSWERS["plan_from_goal"],
        "a value to reach",
        ("转化率从25%到30%", "conversion from 25% to 30%"),
        "goal_plans",
        planned(goal=replace(GOAL, kpi=CONVERSION, actual=0.25, needed=0.3, relative=0.2)),
        entities=(KPI_SAID,),
    ),
    case(
        ANSWERS["plan_from_goal"],
        "reached already",
        UP,
        "goal_plans",
        InvalidInput(
            "goal_is_reached",
            kpi=REVENUE,
            actual=Figure(1000000, "money"),
            value=Figure(900000, "money"),
        ),
        entities=(REVENUE_SAID,),
    ),
    case(
        ANSWERS["plan_from_goal"],
        "kept in two units below",
        UP,
        "goal_plans",
        (PlanThere(SALES, True, goal()), PlanThere(WORKSHOP, True, goal())),
        entities=(REVENUE_SAID,),
    ),
)

WEIGHTS = {"strategy": Decimal("0.5"), "business": Decimal("0.3"), "employee": Decimal("0.2")}


def simulated(allocation: object, *caveats: Caveat) -> SimulatedAllocation:
    return made(
        SimulatedAllocation,
        year=2027,
        total=cny(100000),
        whole=None,
        weights=WEIGHTS,
        allocation=allocation,
        by_unit=(),
        names={},
        caveats=caveats,
        explanation_id=915,
    )


def left_out(name: str, reason: str, extra: object = None) -> LeftOut:
    return made(
        LeftOut, course=named(name, f"{name}课"), cost=cny(41000), reason=reason, extra_money=extra
    )


BEST = made(
    BestSet,
    chosen=(
        made(Candidate, course=NEGOTIATION, headcount=47, cost=cny(70970), value=Decimal("2.8")),
        made(Candidate, course=SAFETY, headcount=1, cost=cny(36), value=Decimal("1.25")),
    ),
    left_out=(
        left_out("Near", "budget", cny(11970)),
        left_out("Dear", "budget"),
        left_out("Twin", "variant"),
        left_out("Capped", "ceiling"),
    ),
    cost=cny(71006),
    left=cny(28994),
    caveats=(Caveat("not_proven_best", {"value": 4.05, "bound": 4.4}),),
)
SPLIT = ProportionalSplit(
    (
        made(Allotment, course=NEGOTIATION, share=Decimal("0.625"), amount=cny(62500)),
        made(Allotment, course=SAFETY, share=Decimal("0.375"), amount=cny(37500)),
        made(Allotment, course=named("None", "无"), share=Decimal(0), amount=cny(0)),
    ),
    (Caveat("allotment_beyond_cost", {"course": SAFETY, "amount": cny(37500), "cost": cny(900)}),),
    cny(500),
)
WHAT_IF = ("如果给10万怎么分", "what if I had 100,000")
ALLOCATIONS = (
    case(
        ANSWERS["simulate_allocation"],
        "the best set of a sum",
        WHAT_IF,
        "simulate_allocation",
        simulated(BEST),
        entities=(entity("amount", 100000),),
    ),
    case(
        ANSWERS["simulate_allocation"],
        "many are left out",
        WHAT_IF,
        "simulate_allocation",
        simulated(
            replace(
                BEST,
                left_out=tuple(left_out(f"Course {n}", "budget") for n in range(1, 12)),
                caveats=(),
            )
        ),
    ),
    case(
        ANSWERS["simulate_allocation"],
        "in proportion",
        WHAT_IF,
        "simulate_allocation",
        simulated(SPLIT, Caveat("no_cost_history_ask", {"course": NEGOTIATION})),
    ),
    case(
        ANSWERS["simulate_allocation"],
        "no budget to share",
        WHAT_IF,
        "simulate_allocation",
        NotEnoughData("no_budget_to_share", year=2027),
    ),
)


FUND = Explained(
    EducationFund(
        (
            made(
                FundBalance,
                year=2026,
                payroll=cny(20000000),
                incurred=cny(1500000),
                limit=cny(1600000),
                brought=cny(200000),
                deductible=cny(1590000),
                room=cny(10000),
            ),
        ),
        (Caveat("fund_excess_carried", {"carried": cny(110000)}),),
    ),
    931,
)
PENALTY = Explained(
    ServicePenalty(12, 24, cny(24000), (Caveat("penalty_is_the_most"),)),
    932,
)
FUND_ASKED = ("教育经费还能用多少", "how much of the education fund is left")
LEAVES_ASKED = ("3月走要赔多少培训费", "if I leave in March, how much do I owe back")
LAW = (
    case(ANSWERS["estimate_cost"], "the education fund", FUND_ASKED, "education_fund", FUND),
    case(
        ANSWERS["estimate_cost"],
        "what is paid back on leaving",
        LEAVES_ASKED,
        "service_penalty",
        PENALTY,
        entities=(MARCH_SAID,),
    ),
    case(
        ANSWERS["estimate_cost"],
        "nobody said when he leaves",
        LEAVES_ASKED,
        "service_penalty",
        PENALTY,
    ),
)


def person_skill(name: str, level: object, required: object, short: float = 0) -> PersonGap:
    skill = made(
        PersonSkill,
        skill=named(name, f"{name}技能"),
        assessed_on=None if level is None else date(2026, 3, 15),
        level=None if level is None else Decimal(str(level)),
        required=None if required is None else Decimal(str(required)),
    )
    return PersonGap(skill, short)


def record(person: object, **given: object) -> Profile:
    return made(Profile, **{"person": person, "unit": SALES, "explanation_id": 916, **given})


SELLER = named("Sales assistant", "导购")
WANG = replace(named("Wang Fang", "王芳"), code="E101")
FULL = record(
    WANG,
    skills=(
        person_skill("Short", 2.5, 4, 1.5),
        person_skill("Enough", 4.5, 3.5),
        person_skill("Free", 3.25, None),
        person_skill("Unknown", None, 2.75),
    ),
    certificates=tuple(
        PersonCertificate(named(name, f"{name}证"), state, until, True)
        for name, state, until in (
            ("Forklift", "valid", date(2028, 5, 15)),
            ("Crane", "expired", date(2025, 5, 15)),
            ("Welder", "missing", None),
        )
    ),
    position=SELLER,
    results=(
        PersonResult(
            kpi=named("Conversion", "转化率"),
            actual=Figure(0.2066, "share"),
            target=Figure(0.3, "share"),
            last_day=date(2026, 6, 30),
        ),
        PersonResult(
            kpi=named("Faults", "故障数"),
            actual=Figure(17, "count"),
            target=None,
            last_day=date(2026, 6, 30),
        ),
    ),
    appraisal=(PersonScore("2026H1", "沟通", 3.4),),
    trainings=tuple(made(TrainingTaken, course=course) for course in (NEGOTIATION, SAFETY)),
)
MY_RECORD = ("看看我的档案", "show me my record")
WANG_SAID = entity("employee_name", "王芳", code="E101")
# By what they are told apart: of one no position is known, of the other no day.
APART = (
    Namesake(person=WANG, unit=SALES, hired=date(2015, 7, 25)),
    Namesake(person=replace(WANG, code="E202"), unit=SALES, position=SELLER),
)
TWINS = (WANG_SAID, entity("employee_name", "王芳", code="E202"))
PROFILES = (
    case(ANSWERS["query_profile"], "one's own", MY_RECORD, "profile", FULL),
    case(ANSWERS["query_profile"], "nothing recorded", MY_RECORD, "profile", record(WANG)),
    case(
        ANSWERS["query_profile"],
        "long",
        MY_RECORD,
        "profile",
        record(
            WANG,
            skills=tuple(person_skill(f"Skill {n}", n / 2, None) for n in range(1, 11)),
            trainings=tuple(
                made(TrainingTaken, course=named(f"Course {n}", f"{n}号课")) for n in range(1, 11)
            ),
        ),
    ),
    case(
        ANSWERS["query_profile"],
        "of who reports to somebody and leaves",
        ("王芳的档案", "the record of Wang"),
        "profile",
        replace(FULL, manager=named("Zhao Yun", "赵云"), left_on=date(2026, 12, 31)),
        entities=(WANG_SAID,),
    ),
    case(
        ANSWERS["query_profile"],
        "another's",
        ("王芳的档案", "the record of Wang"),
        "profile",
        FULL,
        entities=(WANG_SAID,),
    ),
    case(
        ANSWERS["query_profile"],
        "two of that name",
        ("王芳的档案", "the record of Wang"),
        "profile",
        Each((FULL, record(replace(WANG, code="E202")))),
        entities=TWINS,
        besides={"namesakes": APART},
    ),
    case(
        ANSWERS["query_profile"],
        "two of that name, of whom one may be seen",
        ("王芳的档案", "the record of Wang"),
        "profile",
        Each((NotPermitted("see_profiles", "head"), FULL)),
        entities=TWINS,
    ),
    case(
        ANSWERS["query_profile"],
        "not permitted",
        ("王芳的档案", "the record of Wang"),
        "profile",
        NotPermitted("see_profiles", "head"),
        entities=(WANG_SAID,),
    ),
    case(
        ANSWERS["query_profile"],
        "nobody of that name",
        ("王五的档案", "the record of Wang Wu"),
        "may",
        None,
        entities=(entity("employee_name", "王五"),),
    ),
    case(
        ANSWERS["query_profile"],
        "nobody of that name, for who may see no others",
        ("王五的档案", "the record of Wang Wu"),
        "may",
        NotPermitted("see_profiles", "hr"),
        entities=(entity("employee_name", "王五"),),
    ),
)


def trainings(person: object, count: int) -> PersonTrainings:
    taken = tuple(
        made(TrainingTaken, course=named(f"Course {n}", f"{n}号课"), started_on=date(2026, 1, n))
        for n in range(1, count + 1)
    )
    return made(PersonTrainings, person=person, unit=SALES, trainings=taken, hours=Decimal("36.5"))


TOOK = ("王芳参加过哪些培训", "which trainings did Wang take")
MORE = (
    case(
        ANSWERS["query_training_history"],
        "of oneself",
        ("我参加过哪些培训", "which trainings have I taken"),
        "person_trainings",
        trainings(WANG, 2),
        entities=(LAST_MAY_SAID,),
    ),
    case(
        ANSWERS["query_training_history"],
        "of somebody, many",
        TOOK,
        "person_trainings",
        trainings(WANG, 14),
        entities=(WANG_SAID,),
    ),
    case(
        ANSWERS["query_training_history"],
        "whether somebody took a course",
        ("王芳上过谈判课吗", "did Wang take negotiation"),
        "person_trainings",
        replace(
            trainings(WANG, 1),
            trainings=(
                made(TrainingTaken, course=NEGOTIATION, started_on=date(2026, 2, 3)),
                made(TrainingTaken, course=SAFETY, started_on=date(2026, 2, 1)),
                made(TrainingTaken, course=NEGOTIATION, started_on=date(2025, 6, 7)),
            ),
        ),
        entities=(WANG_SAID, COURSE_SAID),
    ),
    case(
        ANSWERS["query_training_history"],
        "whether somebody took a course that he did not",
        ("王芳上过谈判课吗", "did Wang take negotiation"),
        "person_trainings",
        trainings(WANG, 3),
        entities=(WANG_SAID, COURSE_SAID),
    ),
    case(
        ANSWERS["query_training_history"],
        "of somebody, none",
        TOOK,
        "person_trainings",
        trainings(WANG, 0),
        entities=(WANG_SAID,),
    ),
    case(
        ANSWERS["query_training_history"],
        "of two of that name",
        TOOK,
        "person_trainings",
        Each((trainings(WANG, 1), trainings(replace(WANG, code="E202"), 2))),
        entities=TWINS,
        besides={"namesakes": APART},
    ),
    case(
        ANSWERS["query_training_history"],
        "of two of that name, of whom one is there",
        TOOK,
        "person_trainings",
        Each((NotFound("unknown_person", person="E101"), trainings(replace(WANG, code="E202"), 2))),
        entities=TWINS,
    ),
    case(
        ANSWERS["query_training_history"],
        "of nobody who may be seen",
        TOOK,
        "person_trainings",
        NotFound("unknown_person", person="E101"),
        entities=(WANG_SAID,),
    ),
    case(
        ANSWERS["query_training_history"],
        "of nobody of that name",
        ("王五参加过哪些培训", "which trainings did Wang Wu take"),
        "may",
        None,
        entities=(entity("employee_name", "王五"),),
    ),
    case(
        ANSWERS["query_training_effect"],
        "of several years",
        WORKED,
        "training_effect",
        effect(),
        channel="console",
        entities=(
            COURSE_SAID,
            entity("period", "两年", first_day="2024-01-01", last_day="2025-12-31"),
        ),
    ),
    case(
        ANSWERS["query_performance_gap"],
        "a skill lies behind it, within positions",
        WHICH_KPI,
        "performance_gap",
        behind(MUST_DO, (replace(BEHIND, positions=3),), NEGOTIATION),
    ),
    case(
        ANSWERS["simulate_allocation"],
        "what would bring them in",
        WHAT_IF,
        "simulate_allocation",
        simulated(
            replace(
                BEST,
                left_out=(
                    replace(left_out("Alone", "budget", cny(11970)), gives_way=(), comes_along=()),
                    replace(
                        left_out("For one", "budget", cny(500)),
                        gives_way=(SAFETY,),
                        comes_along=(NEGOTIATION,),
                    ),
                    replace(
                        left_out("For many", "budget", cny(600)),
                        gives_way=tuple(named(f"Course {n}", f"{n}号课") for n in range(1, 8)),
                        comes_along=(),
                    ),
                    replace(
                        left_out("As good", "budget", cny(0)), gives_way=(SAFETY,), comes_along=()
                    ),
                ),
            )
        ),
    ),
)

CASES = (
    *MORE,
    *PERFORMANCE,
    *HISTORY,
    *BOOKS,
    *SESSIONS,
    *EFFECTS,
    *GOALS,
    *ALLOCATIONS,
    *LAW,
    *PROFILES,
)
