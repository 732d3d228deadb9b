"""Everything that is said by a code: refusals, caveats, findings and notices, each with made-up
values, so that none lacks a value or takes one for another."""

from __future__ import annotations

import string
import zlib
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from assistant.errors import say_error
from assistant.notices import notice_line
from assistant.rendering.caveats import caveat_line
from assistant.speech import LANGUAGES, Speech
from assistant.speech.speech import phrases
from engine.access import Right
from engine.trust.notices import NoticeView
from engine.values.currencies import currencies
from engine.values.errors import InvalidInput, NotPermitted
from engine.values.period import Period
from engine.values.results import Caveat, Figure, Named
from tests.approved import require_approved
from tests.assistant.golden.made import cny, made
from tests.assistant.golden.stage import TEXTS
from tests.assistant.test_speech import RAISED, codes

CODES_RAISED = sorted(codes(RAISED), key=str)
# Values that are themselves codes of something that is said.
CODED: dict[str, Any] = {
    "state": "approved",
    "event": "invoice",
    "duty": "evaluate",
    "role": "finance",
    "held": "finance",
    "power": "head",
    "way": "chat",
    "taken": "hr",
    "instead": ["management"],
}


def fields(phrase: str) -> dict[str, str]:
    parsed = string.Formatter().parse(phrase)
    return {name: spec or "" for _, name, spec, _ in parsed if name}


def values(key: str, given: Iterable[str] = ()) -> dict[str, Any]:
    """A distinct value for everything that the phrase names, and for what is `given` besides."""
    wanted = {**dict.fromkeys(given, ""), **fields(phrases("en")[key])}
    return {name: _value(name, reading) for name, reading in wanted.items()}


def _value(name: str, reading: str) -> Any:
    number = zlib.crc32(name.encode()) % 800 + 100
    if name in CODED:
        return CODED[name]
    made_up: dict[str, Any] = {
        "currency": sorted(currencies())[number % len(currencies())],
        "rate": Decimal(number) / 100,
        "money": cny(Decimal(number) * 100 + Decimal("0.5")),
        "about": cny(number * 100),
        "name": Named(name, f"某{name}", f"Some {name}"),
        "percent": number / 1000,
        "points": number / 10000,
        "count": number + 1000,
        "decimal": number / 10,
        "level": number / 100,
        "ratio": number / 100,
        "p": number / 10000,
        "month": date(2027, number % 12 + 1, 1),
        "day": date(2027, number % 12 + 1, number % 28 + 1),
        "year": 2000 + number,
        "fiscal_year": 2000 + number,
        "change": number / 1000,
        "difference": Figure(number / 1000, "share"),
        "distance": Figure(-number / 1000, "share"),
        "person": Named(name.upper(), f"某{name}"),
        "period": Period(date(2027, 1, 1), date(2027, number % 12 + 1, 28)),
        "own": name,
        "topic": name,
        "people": [f"{name} 1", f"{name} 2"],
        "figure": Figure(number / 1000, "share"),
        "": f"<{name}>",
    }
    return made_up[reading]


def under(prefix: str) -> list[str]:
    keys = [key for key in phrases("en") if key.startswith(prefix)]
    return sorted(key.removeprefix(prefix) for key in keys)


def refusals(speech: Speech) -> list[str]:
    """Every refusal that the engine raises, with no other arguments than it gives."""
    said = {}
    for code, given in CODES_RAISED:
        made_up = {
            name: one for name, one in values(f"error.{code}", given).items() if name in given
        }
        said[f"{code} {sorted(given)}"] = say_error(speech, InvalidInput(code, **made_up))
    others = set(under("error.")) - {code for code, _ in CODES_RAISED} - {"other"}
    for code in sorted(others):
        said[code] = say_error(speech, InvalidInput(code, **values(f"error.{code}")))
    said["a code that has no sentence"] = say_error(speech, InvalidInput("of_tomorrow", day=1))
    return [f"{code}: {text}" for code, text in said.items()]


def forbidden(speech: Speech) -> list[str]:
    who, acts = under("role."), sorted({*Right, *under("not_permitted.")})
    errors = [
        NotPermitted(act, who[at % len(who)], **_besides(f"not_permitted.{act}"))
        for at, act in enumerate(acts)
    ]
    return [f"{error.code}: {say_error(speech, error)}" for error in errors]


def _besides(key: str) -> dict[str, Any]:
    """What a refusal names besides who has the right; what was loaded is a kind."""
    named = values(key)
    named.pop("who", None)
    return {name: "budgets" if name == "loaded" else one for name, one in named.items()}


def caveats(speech: Speech) -> list[str]:
    return [
        f"{code}: {caveat_line(speech, Caveat(code, values(f'caveat.{code}')))}"
        for code in under("caveat.")
    ]


def findings(speech: Speech) -> list[str]:
    return [
        f"{code}: {speech.say(f'check.{code}', **values(f'check.{code}'))}"
        for code in under("check.")
    ]


def notices(speech: Speech) -> list[str]:
    told = [code for code in under("notice.") if code != "head"]
    said = {code: notice_line(speech, _notice(code)) for code in told}
    for code in told:
        for name, more in MORE_OF_A_NOTICE.items():
            said[f"{code}, {name}"] = notice_line(speech, _notice(code, **more))
    return [f"{code}: {text}" for code, text in said.items()]


# What a notice may carry besides what its phrase names.
MORE_OF_A_NOTICE: dict[str, dict[str, Any]] = {
    "on behalf": {"on_behalf_of": "李强", "role": "finance", "duty": "approve"},
    "in place": {"in_place_of": ["李强", "王芳"]},
}


def _notice(code: str, **more: Any) -> NoticeView:
    args = values(f"notice.{code}")
    if "step" in args:
        args = {**args, "role": "finance", "duty": "approve"}
    return made(NoticeView, code=code, args={**args, **more})


# Codes as words within other phrases, or on buttons and tables.
LABELS = (
    "actor.",
    "audience.",
    "certificate.",
    "choice.",
    "column.",
    "decider.",
    "duty.",
    "event.",
    "power.",
    "finding.",
    "level.",
    "origin.",
    "role.",
    "rule.",
    "state.",
    "way.",
)


def labels(speech: Speech) -> list[str]:
    return [
        f"{family}{code}: {speech.say(family + code, **values(family + code))}"
        for family in LABELS
        for code in under(family)
    ]


KINDS = {
    "labels": labels,
    "refusals": refusals,
    "forbidden": forbidden,
    "caveats": caveats,
    "findings": findings,
    "notices": notices,
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_is_said_by_code_is_approved(kind: str, language: str, approving: bool) -> None:
    said = KINDS[kind](Speech(language))
    require_approved(TEXTS / f"{kind}.{language}.txt", "\n".join(said) + "\n", approving)
