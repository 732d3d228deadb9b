"""A person's record: one's own, or that of somebody whom one may see."""

from __future__ import annotations

from contextlib import suppress

from assistant.asking.person_trainings import (
    means_others,
    offer_likeliest,
    refuse_others,
    reply_trainings,
)
from assistant.base import Turn
from assistant.people.namesakes import which_person
from assistant.rendering.profile import profile_lines
from engine.usecases.profile import Profile, profile
from engine.values.errors import NotFound


def tell_profile(turn: Turn) -> None:
    """One's own record, or that of somebody whom one may see; of others not even whether
    they are there."""
    turn.personal = True
    facts = turn.message.facts
    if any(one.kind == "employee_name" for one in facts.unknown) and not facts.people:
        offer_likeliest(turn)
        return
    if _is_answer(turn):
        reply_trainings(turn)
        return
    refuse_others(turn)
    if not facts.people and means_others(turn.message.text):
        turn.reply(turn.say("profile.whose"))
        return
    seen = _profiles(turn) if facts.people else [turn.perform(profile)]
    if len(seen) > 1:
        which_person(turn, [one.person.code for one in seen])
        return
    turn.set(last_explanation=seen[0].explanation_id)
    skills = {
        str(one["code"]): str(one["value"])
        for one in turn.message.entities
        if one.get("kind", one["entity"]) in ("skill", "course") and one.get("code")
    }
    turn.reply(*profile_lines(turn.speech, seen[0], skills))


def _is_answer(turn: Turn) -> bool:
    """Whether it is but a name or number, said after the trainings of somebody were asked
    for: which of those of that name was meant."""
    if turn.slots.get("last_lookup") != "query_training_history":
        return False
    named = [one for one in turn.message.entities if one["entity"] == "employee_name"]
    rest = turn.message.text
    for one in named:
        rest = rest.replace(one["value"], "")
    return bool(named) and not any(character.isalnum() for character in rest)


def _profiles(turn: Turn) -> list[Profile]:
    """The records of those of that name whom the person may see.

    Raises:
        NotPermitted: he sees nobody's records.
        NotFound: he may see none of them.
    """
    seen: list[Profile] = []
    for person in turn.message.facts.people:
        with suppress(NotFound):
            seen.append(turn.perform(profile, person["code"]))
    if not seen:
        raise NotFound("nobody_of_name", name=turn.message.facts.name_said)
    return seen
