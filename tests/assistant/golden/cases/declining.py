"""What is declined: every kind, the general reply, and several in a row."""

from __future__ import annotations

from typing import Any

from assistant.conversation.looking_up import ANSWERS
from assistant.declining.families import DECLINED, family_of
from engine.usecases.units import Contacts
from tests.assistant.declining.sources import taught
from tests.assistant.golden.cases.small_talk import NOBODY, TWO_OF_HR
from tests.assistant.golden.stage import Case

EMPLOYEE = {"contacts": Contacts(("王芳", "李强"), False)}
# The turn before the one of a case.
BEFORE = 0


def _sentence(kind: str, language: str) -> str:
    """The first of those of the kind that are told by their words."""
    capability, _, _ = kind.partition(".")
    sentences = taught(language)[kind]
    return next(one for one in sentences if family_of(one, capability, language) == kind)


def _case(name: str, capability: str, **of_it: Any) -> Case:
    return Case(
        action=ANSWERS[capability],
        name=name,
        intent=capability,
        **{"said": ("嗯哼", "mhm"), "results": TWO_OF_HR, **of_it},
    )


def _often(about: str, times: int) -> dict[str, Any]:
    return {"declined": {"about": about, "times": times, "at": BEFORE}}


CASES = (
    *(
        _case(kind, kind.partition(".")[0], said=(_sentence(kind, "zh"), _sentence(kind, "en")))
        for kind in taught("en")
    ),
    *(
        case
        for one in sorted(DECLINED)
        for case in (
            _case(f"{one}, of no kind that is told", one),
            _case(f"{one}, to who plans no budget", one, results=EMPLOYEE),
            _case(f"{one}, and nobody of HR is named", one, results=NOBODY),
            _case(f"{one}, for the second time", one, slots=_often(f"{one}.general", 1)),
            _case(f"{one}, for the third time", one, slots=_often(f"{one}.general", 2)),
            _case(f"{one}, for the fourth time", one, slots=_often(f"{one}.general", 3)),
        )
    ),
)
