"""People by what they have, lack or took; trainings with their days."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from assistant.conversation.looking_up import ANSWERS
from engine.query.table import Column
from engine.usecases.query import QueryAnswer
from engine.usecases.units import Contacts
from engine.values.errors import NotPermitted
from engine.values.results import Named
from tests.assistant.golden.made import NEGOTIATION, SALES, named
from tests.assistant.golden.records import (
    COURSE_SAID,
    LAST_MAY_SAID,
    MARCH_SAID,
    POSITION_SAID,
    SKILL_SAID,
    UNIT_SAID,
)
from tests.assistant.golden.stage import Case, Each

EAST, SELLER = named("East", "东区"), named("Seller", "销售员")
LICENCE = named("Licence", "操作证")
WANG, LI = Named("E000001", "王芳"), Named("E000002", "李强")
WHO = ("person", "unit", "position")
SHOWN = ("training", "course", "started_on", "ends_on", "status", "place", "for_unit")


def answer(of: str, names: tuple[str, ...], *rows: tuple[Any, ...], **given: int) -> QueryAnswer:
    """As the engine gives it, with the columns' names alone."""
    return QueryAnswer(
        of=of,
        units=(SALES,),
        columns=tuple(Column(name=one, kind="words") for one in names),
        rows=rows,
        more=given.get("more", 0),
        withheld=given.get("withheld", 0),
        personal="person" in names,
        explanation_id=7,
    )


def count(number: int) -> QueryAnswer:
    return answer("people", ("people",), (Decimal(number),))


def person(who: Named, *cells: Any) -> tuple[Any, ...]:
    return (who, EAST, SELLER, *cells)


def people(name: str, said: tuple[str, str], *found: object, **given: Any) -> Case:
    results = {"query": Each(found), "contacts": Contacts(("王芳",), False)}
    usual = {"action": ANSWERS["query_people"], "intent": "query_people", "results": results}
    return Case(name=name, said=said, **{**usual, **given})


def calendar(name: str, said: tuple[str, str], *found: object, **given: Any) -> Case:
    results = {"query": Each(found), "contacts": Contacts(("王芳",), False)}
    usual = {"action": ANSWERS["query_calendar"], "intent": "query_calendar", "results": results}
    return Case(name=name, said=said, **{**usual, **given})


CERTIFIED = answer(
    "certificates",
    (*WHO, "certificate", "standing", "ends_on"),
    person(WANG, LICENCE, "missing", None),
    person(LI, LICENCE, "expired", date(2026, 1, 31)),
    person(Named("E000003", "赵敏"), LICENCE, "valid", date(2027, 2, 1)),
    person(Named("E000004", "钱进"), LICENCE, "valid", None),
    more=3,
)
NO_ROWS = answer("certificates", (*WHO, "certificate", "standing", "ends_on"))
TOOK = answer(
    "participations", (*WHO, "seats", "last_on"), person(WANG, Decimal(2), date(2026, 5, 4))
)
ON_RECORD = answer("people", (*WHO, "hired_on"), person(WANG, date(2020, 3, 1)), person(LI, None))
SHORT = answer(
    "skills",
    (*WHO, "skill", "level", "required"),
    person(WANG, named("Negotiating", "谈判"), Decimal("2.5"), Decimal("3.5")),
)
HELD = answer(
    "trainings",
    (*SHOWN, "participants"),
    ("SE1", NEGOTIATION, date(2026, 5, 4), date(2026, 5, 5), "held", "教室一", None, Decimal(18)),
    ("TR-2026-0001", NEGOTIATION, date(2026, 4, 1), date(2026, 4, 1), "held", None, EAST, None),
)
NO_TRAINING = answer("trainings", (*SHOWN, "participants"))
SIGNED = answer(
    "signups",
    (*WHO, "course", "started_on", "ends_on", "place"),
    person(WANG, NEGOTIATION, date(2027, 3, 1), date(2027, 3, 2), None),
)
MINE = answer(
    "signups",
    ("session", "course", "started_on", "ends_on", "place"),
    ("SE2", NEGOTIATION, date(2027, 3, 1), date(2027, 3, 2), "教室二"),
)
NOT_MINE = answer("signups", ("session", "course", "started_on", "ends_on", "place"))
PEOPLE = (
    people(
        "none, or one that ends",
        ("谁没有证书或者快到期", "who has no certificate or one that ends soon"),
        CERTIFIED,
        count(40),
    ),
    people(
        "one that ends by a day",
        ("谁的证书到期", "whose certificate expires"),
        CERTIFIED,
        count(40),
        entities=({**MARCH_SAID, "bound": "before"},),
    ),
    people(
        "none that lasts beyond a day",
        ("谁没有证书或者到期", "who has no certificate or one that ends"),
        CERTIFIED,
        count(40),
        entities=({**MARCH_SAID, "bound": "within"},),
    ),
    people(
        "one that ends in a month",
        ("谁的证书到期", "whose certificate expires"),
        NO_ROWS,
        answer("certificates", ("ends_on", "people"), (date(2028, 5, 15), Decimal(28))),
        count(40),
        entities=(MARCH_SAID,),
    ),
    people(
        "one that ends, and there is none",
        ("谁的证书到期", "whose certificates expire"),
        NO_ROWS,
        NO_ROWS,
        count(40),
    ),
    people(
        "one that there is not",
        ("谁没有谈判证书", "who has no negotiating certificate"),
        NO_ROWS,
        answer("certificates", ("certificate", "people")),
        entities=(SKILL_SAID,),
    ),
    people(
        "one of a skill that ends by a day",
        ("谁的谈判证书到期", "whose negotiating certificate expires"),
        CERTIFIED,
        count(40),
        entities=(SKILL_SAID, {**MARCH_SAID, "bound": "before"}),
    ),
    people(
        "how many hold one",
        ("有证书的有多少人", "how many people are certified"),
        count(12),
        count(40),
    ),
    people(
        "how many hold none",
        ("没有证书的有多少人", "how many people have no certificate"),
        count(12),
        count(40),
    ),
    people(
        "who took a course",
        ("谁上过谈判课", "who took negotiation"),
        TOOK,
        count(40),
        entities=(COURSE_SAID, LAST_MAY_SAID),
    ),
    people("who took any", ("谁参加过培训", "who attended a training"), TOOK, count(40)),
    people(
        "who took too many",
        ("谁参加了超过6次培训", "who took more than 6 trainings"),
        TOOK,
        count(40),
    ),
    people(
        "who took one course too often",
        ("谁上了谈判课超过2次", "who took negotiation, more than 2 trainings"),
        TOOK,
        count(40),
        entities=(COURSE_SAID, LAST_MAY_SAID),
    ),
    people(
        "nobody failed, as no results are kept",
        ("谁没通过谈判课", "who failed negotiation"),
        NO_ROWS,
        count(0),
        count(40),
        entities=(COURSE_SAID,),
    ),
    people(
        "who passed",
        ("谁通过了谈判课", "who passed negotiation"),
        TOOK,
        count(40),
        entities=(COURSE_SAID,),
    ),
    people(
        "who did not take it",
        ("谁没上过谈判课", "who never took negotiation"),
        ON_RECORD,
        count(40),
        entities=(COURSE_SAID, UNIT_SAID),
    ),
    people(
        "who was not trained for two years",
        ("销售员谁两年没培训了", "which sellers had no training for two years"),
        ON_RECORD,
        count(40),
        entities=(POSITION_SAID,),
    ),
    people("new ones", ("新员工有哪些人", "which new hires are there"), ON_RECORD, count(40)),
    people("all of a unit", ("花名册", "staff list"), ON_RECORD, count(40), entities=(UNIT_SAID,)),
    people("how many there are", ("多少人", "how many people are in it"), count(40), count(40)),
    people(
        "below a level",
        ("谈判低于3分的有谁", "who is below 3 in negotiating"),
        SHORT,
        count(40),
        entities=(SKILL_SAID,),
    ),
    people(
        "below what is required, and not trained",
        ("谁不达标又没上过课", "who is below and took no course"),
        SHORT,
        count(40),
    ),
    people(
        "by unit",
        ("各部门没有证书的人数", "how many people without a certificate by department"),
        answer(
            "certificates", ("unit", "people"), (EAST, Decimal(12)), (None, Decimal(1)), withheld=2
        ),
        entities=({"entity": "frame_cut", "value": "unit", "start": 0, "end": 1},),
    ),
    people(
        "by unit, and there are none",
        ("各部门没有证书的人数", "how many people without a certificate by department"),
        answer("certificates", ("unit", "people")),
        entities=({"entity": "frame_cut", "value": "unit", "start": 0, "end": 1},),
    ),
    people(
        "names for nobody, but how many",
        ("谁没有证书", "who has no certificate"),
        NotPermitted("see_profiles", "hr"),
        count(12),
        count(40),
    ),
    people(
        "neither names nor how many",
        ("谁没有证书", "who has no certificate"),
        NotPermitted("see_profiles", "head"),
        NotPermitted("see_gaps", "head"),
    ),
    *(
        people(f"not kept: {name}", said)
        for name, said in {
            "gender": ("女员工有几个", "how many women are there"),
            "age": ("谁超过50岁", "who is older"),
            "education": ("本科以上的有谁", "who has a degree"),
            "leaving": ("今年离职几个", "who resigned"),
            "contract": ("谁在试用期", "who is on probation"),
            "wages": ("谁工资最高", "whose wages are highest"),
            "absence": ("谁请假最多", "who was absent"),
            "contact": ("谁的电话", "whose phone"),
            "teaching": ("谁能讲课", "who may teach"),
            "hours_owed": ("谁学时不够", "who is short on hours"),
            "family": ("谁结婚了", "who is married"),
            "chief": ("谁负责质检", "who is in charge of Quality"),
        }.items()
    ),
)
CALENDAR = (
    calendar(
        "what was held",
        ("办过哪些谈判课", "which negotiation courses were held"),
        HELD,
        entities=(COURSE_SAID, LAST_MAY_SAID),
    ),
    calendar(
        "where it was held, and no place is kept",
        ("上次在哪儿办的", "where was it held last"),
        answer(
            "trainings",
            (*SHOWN, "participants"),
            (
                "TR-2026-0001",
                NEGOTIATION,
                date(2026, 4, 1),
                date(2026, 4, 1),
                "held",
                None,
                EAST,
                Decimal(5),
            ),
        ),
    ),
    calendar(
        "nothing was held",
        ("办过吗", "was it held"),
        NO_TRAINING,
        entities=(LAST_MAY_SAID,),
        results={"query": Each([NO_TRAINING, HELD])},
    ),
    calendar(
        "nothing is planned",
        ("下一期什么时候", "when is the next one"),
        NO_TRAINING,
        HELD,
        entities=(COURSE_SAID,),
    ),
    calendar(
        "never held, and nothing is planned",
        ("下一期什么时候", "when is the next one"),
        NO_TRAINING,
        NO_TRAINING,
        entities=(COURSE_SAID,),
    ),
    calendar("what is planned", ("排了哪些课", "which courses are planned"), HELD),
    calendar("one's own", ("我报的课哪天", "do I have a course"), MINE),
    calendar(
        "none of one's own",
        ("我报的课哪天", "do I have a course"),
        NOT_MINE,
        entities=(MARCH_SAID,),
    ),
    calendar(
        "none at all of one's own",
        ("我报的课哪天", "do I have a course"),
        NOT_MINE,
    ),
    calendar(
        "one's own, for who may see no others",
        ("排了哪些课", "which courses are planned"),
        NotPermitted("see_costs", "head"),
        MINE,
    ),
    calendar(
        "who signed up",
        ("谁报名了下一期", "who signed up for the next one"),
        SIGNED,
        entities=(COURSE_SAID,),
    ),
    calendar(
        "how many signed up, without names",
        ("谁报名了下一期", "who signed up for the next one"),
        answer("signups", ()),
        HELD,
    ),
    *(
        calendar(f"not kept: {name}", said)
        for name, said in {
            "clock": ("几点开始", "what time does it begin"),
            "deadline": ("报名截止是哪天", "what is the deadline"),
            "bring": ("要带什么", "what do I have to bring"),
            "room_free": ("教室空不空", "is the room free"),
        }.items()
    ),
)
ALL = ("coverage", "people", "seats", "hours", "hours_per_head")
FIGURES = (
    people(
        "coverage, hours, and hours a head",
        ("覆盖率、总学时和人均学时", "coverage, total hours and hours per head, people and seats"),
        answer(
            "participations",
            ALL,
            (Decimal("0.8"), Decimal(32), Decimal(50), Decimal(700), Decimal("17.5")),
        ),
        count(40),
        entities=(UNIT_SAID, POSITION_SAID, COURSE_SAID, LAST_MAY_SAID),
    ),
    people(
        "hours a head by unit",
        ("各部门人均学时", "hours per head by department"),
        answer(
            "participations",
            ("unit", *ALL),
            (EAST, Decimal(0), Decimal(0), Decimal(0), Decimal(0), Decimal(0)),
            withheld=1,
        ),
        entities=({"entity": "frame_cut", "value": "unit", "start": 0, "end": 1},),
    ),
)
CASES = (*PEOPLE, *CALENDAR, *FIGURES)
