"""What of people a text asks for."""

from __future__ import annotations

from decimal import Decimal

from assistant.asking.words import says as asks_for
from assistant.querying.words import matches, named, says

CERTIFICATE, UNTRAINED, TRAINED = "certificate", "untrained", "trained"
HIRED, LISTED, BELOW = "hired", "listed", "below"
FAILED, PASSED = "failed", "passed"


def about_of(text: str) -> tuple[str, ...]:
    """What of people a text asks for; empty where it is nothing that is kept of them so."""
    found = named("people", text)
    if CERTIFICATE in found:
        found = [one for one in found if one in (CERTIFICATE, HIRED)]
    if UNTRAINED in found:
        found = [one for one in found if one not in (TRAINED, PASSED, FAILED)]
    if {FAILED, PASSED} & {*found}:
        found = [one for one in (*found, TRAINED) if one != LISTED]
    if len(found) > 1:
        found = [one for one in found if one != LISTED]
    if times_said(text) is not None:
        found = [*(one for one in found if one not in (LISTED, UNTRAINED)), TRAINED]
    if level_said(text) is not None or (asks_for("lacking", text) and UNTRAINED in found):
        found = [*(one for one in found if one != LISTED), BELOW]
    return tuple(dict.fromkeys(found))


def unkept(text: str) -> list[str]:
    """What is asked of people that nobody keeps here."""
    return named("unkept", text)


def level_said(text: str) -> Decimal | None:
    """Below which level they are, where one is said."""
    return next((Decimal(one["number"]) for one in matches("levels", "under", text)), None)


def times_said(text: str) -> Decimal | None:
    """More trainings than how many they took, where that is said."""
    for one in matches("times", "often", text):
        return Decimal(one["number"]) if one["number"] else Decimal(one["more"]) - 1
    return None


def asks_names(text: str) -> bool:
    return says("asks", "names", text) or asks_for("names", text)


def asks_people(text: str) -> bool:
    """Whether names are asked for, and not only those of courses."""
    for one in matches("splits", "course", text):
        text = text.replace(one.group(), " ")
    return asks_names(text)


def asks_count(text: str) -> bool:
    return says("asks", "count", text)
