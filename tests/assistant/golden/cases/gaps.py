"""Gaps by part of a unit, and the people who lack a skill."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from assistant.conversation.looking_up import ANSWERS
from engine.analysis.skill_gap import Gap
from engine.queries.skills import PersonBelow
from engine.usecases.people_short import PeopleShort
from engine.usecases.skill_gap import GapBreakdown
from engine.usecases.units import Contacts
from engine.values.errors import NotEnoughData, NotPermitted
from engine.values.results import Named
from tests.assistant.golden.made import NEGOTIATION, SALES, made, named
from tests.assistant.golden.records import COURSE_SAID, POSITION_SAID, SKILL_SAID
from tests.assistant.golden.stage import Case

BY_TEAM = ("哪个组差得最多", "which team is furthest behind")
WHO = ("谈判差的有谁", "who falls short in negotiating")
SKILL = named("Negotiating", "谈判")
EAST, WEST = named("East", "东区"), named("West", "西区")


def teams(*short: int) -> GapBreakdown:
    groups = (EAST, WEST, named("North", "北区"))
    gaps = tuple(
        made(Gap, group=group, short=count, assessed=40 + at, mean=2.5 + at / 8)
        for at, (group, count) in enumerate(zip(groups, short, strict=False))
    )
    return made(GapBreakdown, unit=SALES, by="team", gaps=gaps)


def below(number: int, name: str, unit: Named, level: str) -> PersonBelow:
    return PersonBelow(
        person=Named(f"E{number:06}", name),
        unit=unit,
        skill=SKILL,
        level=Decimal(level),
        required=Decimal(4),
    )


PEOPLE = PeopleShort(
    unit=SALES,
    position=None,
    skill=SKILL,
    rows=(below(1, "王芳", EAST, "1.5"), below(2, "李强", SALES, "3.2")),
)


def parts(name: str, found: object, said: tuple[str, str] = BY_TEAM, **given: object) -> Case:
    results = {"gap_breakdown": found}
    usual = {"intent": "query_skill_gap", "said": said, "results": results}
    return Case(**{"action": ANSWERS["query_skill_gap"], "name": name, **usual, **given})  # type: ignore[arg-type]


QueryPeople = ANSWERS["query_people"]


def people(name: str, found: object, **given: object) -> Case:
    results = {"people_short": found}
    usual = {"intent": "query_people", "said": WHO, "results": results}
    return Case(**{"action": QueryPeople, "name": name, **usual, **given})  # type: ignore[arg-type]


PARTS = (
    parts("one team is furthest behind", teams(10, 20, 0)),
    parts("two teams are, in one skill", teams(20, 20, 3), entities=(SKILL_SAID,)),
    parts("all teams are alike, in what a course teaches", teams(7, 7), entities=(COURSE_SAID,)),
    parts(
        "teams in which everybody lacks it",
        teams(40, 41, 3),
        ("哪几个组全都不达标", "in which teams are all below"),
    ),
    parts("no team that can be told of", teams()),
    parts(
        "what the course teaches is not known",
        NotEnoughData("teaches_no_skill", course=NEGOTIATION),
        entities=(COURSE_SAID,),
    ),
)
LACKING = (
    people("those who lack one skill", PEOPLE, entities=(SKILL_SAID,)),
    people(
        "those of one position who lack any",
        replace(PEOPLE, position=named("Seller", "销售员"), skill=None),
        entities=(POSITION_SAID,),
    ),
    people("those who lack any", replace(PEOPLE, skill=None)),
    people("nobody lacks it", replace(PEOPLE, rows=()), entities=(SKILL_SAID,)),
    people("who may not see people", NotPermitted("see_profiles", "hr"), entities=(SKILL_SAID,)),
    people(
        "by team, without names",
        None,
        said=("谈判差的人，按组", "those behind in negotiating, by team"),
        results={"gap_breakdown": teams(10, 20)},
    ),
    people(
        "what nobody keeps is told of by HR",
        None,
        said=("谁最爱聊天", "who chats most"),
        results={"contacts": Contacts(("王芳",), False)},
    ),
    replace(
        parts("names of those with a certificate, asked among gaps", None),
        said=("谁没有叉车证书", "who has no forklift certificate"),
        results={"contacts": Contacts((), False)},
    ),
)
CASES = (*PARTS, *LACKING)
