"""Who is nominated for trainings to come, and saying that one cannot come."""

from __future__ import annotations

from datetime import date
from typing import Any

from assistant.asking.aspects import ASPECT
from assistant.capabilities.answering import answers
from engine.usecases.requests.declining import Declined, OwnNomination
from engine.usecases.requests.nominating import Nominations
from engine.usecases.units import Contacts
from engine.values.results import Named
from tests.assistant.golden.cases.running import asked, heard, storing, summed
from tests.assistant.golden.made import NEGOTIATION
from tests.assistant.golden.records import NUMBER, entity, listed, request
from tests.assistant.golden.stage import Case, Each

SECOND = "TR-2027-0013"
WANG, LI = Named("E101", "王芳"), Named("E202", "李强")
DAYS = {"start": date(2027, 3, 8), "end": date(2027, 3, 9)}
PLANNER = Contacts((), True, False)
SCHEDULED = request(state="scheduled")
OWN = OwnNomination(
    number=NUMBER, course=NEGOTIATION, place="培训楼", instructor=None, tells=("李强",), **DAYS
)
LATER = OwnNomination(
    number=SECOND, course=NEGOTIATION, place=None, instructor=None, tells=(), **DAYS
)


def training(number: str, nominated: int, *people: Named, place: str | None = None) -> Nominations:
    return Nominations(
        number=number,
        line=1,
        course=NEGOTIATION,
        place=place,
        instructor=None,
        seats=3,
        nominated=nominated,
        people=people,
        **DAYS,
    )


def told(name: str, aspect: str, *more: Any, **results: object) -> Case:
    return Case(
        action=answers()["query_nominations"],
        name=name,
        said=("名单", "list"),
        entities=(entity(ASPECT, aspect), *more),
        results={"contacts": PLANNER, "request_status": listed(SCHEDULED), **results},
    )


HERE = training(NUMBER, 2, WANG, LI, place="培训楼")
CASES: tuple[Case, ...] = (
    told("who is nominated", "who", nominations=(HERE,)),
    told("some of other units", "who", nominations=(training(NUMBER, 2, WANG),)),
    told("names are not for everybody", "who", nominations=(training(NUMBER, 2),)),
    told("nobody yet", "who", nominations=(training(NUMBER, 0),)),
    told("places left", "left", nominations=(HERE,)),
    told("none left", "left", nominations=(training(NUMBER, 3),)),
    told(
        "several trainings",
        "who",
        request_status=listed(SCHEDULED, request(number=SECOND, state="scheduled")),
        nominations=Each([(HERE,), (training(SECOND, 0),)]),
    ),
    told("nothing scheduled", "who", request_status=listed()),
    told(
        "none on those days",
        "who",
        entity("period", "5月", first_day="2027-05-01", last_day="2027-05-31"),
        nominations=(HERE,),
    ),
    told(
        "not scheduled",
        "who",
        entity("request_id", SECOND),
        request_status=Each([listed(), listed(request(number=SECOND, state="approved"))]),
    ),
    told("one's own", "own", own_nominations=(OWN, LATER)),
    told("nothing of one's own", "own", own_nominations=()),
    heard(
        "cannot come, and why",
        "decline_training",
        said=("我去不了，要出差", "I can't make it, I am travelling"),
        results={"own_nominations": (OWN,)},
    ),
    heard("nominated for nothing", "decline_training", results={"own_nominations": ()}),
    heard(
        "on another day",
        "decline_training",
        said=("5月我去不了，要出差", "I can't make it in May, I am travelling"),
        entities=(entity("period", "5月", first_day="2027-05-01", last_day="2027-05-31"),),
        results={"own_nominations": (OWN, LATER)},
    ),
    asked(
        "which of them?",
        "decline_training",
        {"number": None, "which": [NUMBER, SECOND], "reason": None},
        "training",
        results={"own_nominations": (OWN, LATER)},
    ),
    asked(
        "for what reason?",
        "decline_training",
        {"number": NUMBER, "which": [], "reason": None},
        "reason",
        results={"own_nominations": (OWN,)},
    ),
    summed(
        "shall it be passed on?",
        "decline_training",
        {"number": NUMBER, "which": [], "reason": "要出差"},
        own_nominations=(OWN,),
    ),
    storing(
        "passed on",
        "decline_training",
        {"number": NUMBER, "which": [], "reason": "要出差"},
        own_nominations=(OWN,),
        decline_training=Declined(
            number=NUMBER, course=NEGOTIATION, start=DAYS["start"], repeated=False
        ),
    ),
)
