"""Several of one name: told apart by what else is said of one of them, else by who they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from assistant.base import Turn
from assistant.language import compiled, read_toml
from assistant.message import Message, read_facts
from assistant.people.reading import PERSON
from engine.usecases.people import Namesake, namesakes

WORDS = read_toml(Path(__file__).with_name("namesakes.toml"))


def told_apart(turn: Turn) -> Message:
    """The message with him alone who fits what it says beside the name: his unit, his position,
    the year in which he came, or that he is the other one. Itself where that is nobody, or
    still several."""
    message = turn.message
    people = message.facts.people
    if message.act is not None or len(people) < 2:
        return message
    found = turn.perform(namesakes, [one["code"] for one in people])
    others = [one for one in found if _is_other(turn, one)]
    fit = others or [one for one in found if _fits(message, one)]
    if len(fit) != 1:
        return message
    code = fit[0].person.code
    entities = tuple(
        one
        for one in message.entities
        if one["entity"] != PERSON or one.get("code") == code or not _is_one_of(one, people)
        if not (one["entity"] == "period" and _comes(message, one, fit[0].hired))
    )
    return replace(message, entities=entities, facts=read_facts(entities, message.today))


def _is_one_of(entity: Mapping[str, Any], people: Sequence[Mapping[str, str]]) -> bool:
    return entity.get("code") in {one["code"] for one in people}


def _fits(message: Message, one: Namesake) -> bool:
    said = {entity.get("code") for entity in message.entities if entity.get("code")}
    if one.unit.code in said or (one.position and one.position.code in said):
        return True
    return any(_comes(message, entity, one.hired) for entity in message.entities)


def _comes(message: Message, entity: Mapping[str, Any], hired: date | None) -> bool:
    """Whether it is the time in which he came, and the message speaks of coming."""
    if hired is None or entity["entity"] != "period" or not _says("came", message.text):
        return False
    return str(entity["first_day"]) <= hired.isoformat() <= str(entity["last_day"])


def _is_other(turn: Turn, one: Namesake) -> bool:
    """Whether the other is meant, and the last question was about somebody of that name."""
    question = turn.talk.subject
    if question is None or not _says("other", turn.message.text):
        return False
    before = {entity.get("code") for entity in question.entities if entity["entity"] == PERSON}
    return len(before) == 1 and one.person.code not in before


def which_person(turn: Turn, codes: Sequence[str], choice: str = "profile.choice") -> None:
    """Ask which of them is meant, with what tells them apart; they are rows: the second is one.
    `choice` is what their buttons say."""
    found = turn.perform(namesakes, codes)
    lines = [f"{at}. {_line(turn, one)}" for at, one in enumerate(found, 1)]
    turn.ask_back(
        turn.say("profile.which"),
        *lines,
        choices=[turn.say(choice, person=one.person, code=one.person.code) for one in found],
    )
    turn.show(
        {"entity": PERSON, "kind": PERSON, "code": one.person.code, "value": one.person.name}
        for one in found
    )


def _line(turn: Turn, one: Namesake) -> str:
    known = (turn.speech.name(named) for named in (one.unit, one.position) if named is not None)
    came = [turn.say("profile.came", day=one.hired)] if one.hired else []
    parts = [*known, *came]
    return turn.say("profile.namesake", person=one.person, code=one.person.code, parts=parts)


def _says(what: str, text: str) -> bool:
    return any(one.search(text) for one in compiled(WORDS, what))
