"""What of people a text asks for."""

from __future__ import annotations

from assistant.asking.words import says as asks_for
from assistant.querying.words import named, says

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
    if asks_for("lacking", text) and UNTRAINED in found:
        found.append(BELOW)
    return tuple(dict.fromkeys(found))


def unkept(text: str) -> list[str]:
    """What is asked of people that nobody keeps here."""
    return named("unkept", text)


def asks_names(text: str) -> bool:
    return says("asks", "names", text) or asks_for("names", text)


def asks_count(text: str) -> bool:
    return says("asks", "count", text)
