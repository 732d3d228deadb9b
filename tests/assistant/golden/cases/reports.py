"""Files to take away: which table, which kind of file, and what is in it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from assistant.conversation.looking_up import ANSWERS
from engine.analysis.kirkpatrick import NextYear, Outcome
from engine.usecases.training_effect import TrainingEffect
from engine.values.company import Company
from engine.values.errors import NotPermitted
from engine.values.fiscal import FiscalCalendar
from tests.assistant.golden.cases.analyses import TWO_COURSES
from tests.assistant.golden.cases.lookups import GAP_REPORT
from tests.assistant.golden.made import NEGOTIATION, cny, made
from tests.assistant.golden.records import (
    COURSE,
    LAST_MAY_SAID,
    MARCH_SAID,
    POSITION_SAID,
    RANKING,
    SEVERAL_LINES,
    SKILL_SAID,
    TWO_UNITS,
    UNIT_SAID,
    entity,
    listed,
    request,
)
from tests.assistant.golden.stage import Case

IN_APRIL = Company(name=None, currency="CNY", time_zone="Asia/Shanghai", fiscal=FiscalCalendar(4))
FOUND = {
    "budget_status": TWO_UNITS,
    "request_status": listed(
        request(lines=SEVERAL_LINES, submitted_on=date(2026, 11, 5)),
        request(number="TR-2027-0013", state="approved", submitted_on=date(2026, 11, 6)),
    ),
    "priorities": RANKING,
    "skill_gap": GAP_REPORT,
    "training_history": TWO_COURSES,
    "next_year_budgets": (
        made(
            TrainingEffect,
            course=NEGOTIATION,
            year=2026,
            spent=cny(30200),
            next_year=made(
                NextYear,
                outcomes=(made(Outcome, level="reaction"), made(Outcome, level="results")),
                rule="mixed",
                factor=Decimal("1.15"),
                amount=cny(34730),
            ),
        ),
    ),
    "keep_file": "s3cret",
}


def export(name: str, said: tuple[str, str], **given: object) -> Case:
    return Case(
        **{
            "action": ANSWERS["export_report"],
            "name": name,
            "said": said,
            "results": FOUND,
            **given,
        }
    )  # type: ignore[arg-type]


CASES = (
    export("nothing named is the budget", ("导出", "export it")),
    export(
        "what was looked at last", ("导出", "export it"), slots={"last_lookup": "query_skill_gap"}
    ),
    export(
        "the history looked at last",
        ("导出", "export it"),
        slots={"last_lookup": "query_training_history", "course": COURSE},
    ),
    export(
        "the budget of a named time and unit",
        ("预算导出Excel", "budget as xlsx"),
        entities=(UNIT_SAID, LAST_MAY_SAID),
    ),
    export(
        "the budget of a time to come", ("预算导出", "budget file please"), entities=(MARCH_SAID,)
    ),
    export(
        "the budget of a fiscal year from April",
        ("预算导出", "budget file please"),
        company=IN_APRIL,
    ),
    export("requests as CSV", ("申请清单csv", "the requests as csv")),
    export("the ranking as PDF", ("优先级排名PDF", "the ranking as pdf")),
    export(
        "gaps of a skill and a position",
        ("技能差距导出", "skill gaps please"),
        entities=(SKILL_SAID, POSITION_SAID, UNIT_SAID),
    ),
    export(
        "Excel is a kind of file, not a skill",
        ("技能差距导出excel", "gaps as excel"),
        entities=(entity("skill", "Excel", code="EXCEL"),),
    ),
    export("effects", ("效果评估导出", "effects please")),
    export(
        "no rows",
        ("申请清单", "the requests please"),
        results={**FOUND, "request_status": listed()},
    ),
    export(
        "not permitted",
        ("优先级导出", "the ranking please"),
        results={"priorities": NotPermitted("see_priorities", "hr")},
    ),
)
