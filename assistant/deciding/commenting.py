"""What is to be told with a decision, in the person's own words. Only what is read as a comment is
one: what follows a word that says so, and clauses beside the act that neither say what is to be
done, nor agree, nor put off, nor ask."""

from __future__ import annotations

import re

from assistant.deciding.reading import COMMAND, NUMBERS, SIGN, VERB
from assistant.deciding.sharing import is_left, only_says, says_what
from assistant.deciding.words import pattern
from assistant.reading.answers import CLAUSE, joined
from assistant.understanding.patterns import Patterns

# A question is no comment.
ASKED = re.compile(Patterns(__file__)["asked"])


def is_labelled(text: str) -> bool:
    """Whether it says itself that it is a comment or a reason."""
    return bool(pattern("telling", "labels").match(text, _passed(text)))


def read_comment(text: str, required: bool) -> str | None:
    """The comment in a message that says what is to be done; None where there is none.

    `required`: for a refusal, whose reason may stand before the act, and beside it.
    """
    bare = NUMBERS.sub(SIGN, text)
    if label := pattern("telling", "labels").search(bare):
        return _clean(_without_commands(bare[label.end() :]))
    clauses = [one.strip() for one in CLAUSE.split(ASKED.sub("", bare))]
    return _clean(_beside(clauses, required))


def condition_of(note: str) -> str:
    """A condition by itself: without the request it is about, and what follows if it holds."""
    bare = NUMBERS.sub("", note).strip()
    if about := pattern("which", "reference").match(bare):
        bare = bare[about.end() :]
    return _clean([pattern("telling", "then_approve").sub("", bare)]) or note


def comment_led(text: str) -> str | None:
    """A comment that says itself that it is one, with nothing about what is to be done."""
    led = any(_lead_at_first(one.strip()) for one in CLAUSE.split(text) if one.strip())
    return read_comment(text, required=False) if led or is_labelled(text) else None


def reason_answered(text: str) -> str | None:
    """The reason that was asked for: all that is said, but for what leads to it."""
    if is_labelled(text):
        return read_comment(text, required=True)
    said = text.strip()
    return _clean([said[_lead_at_first(said) :]])


def replacement(text: str) -> str | None:
    """What is to be told in the place of what was said; empty where it only says that it is not
    to be told; None where it is about something else."""
    found = pattern("telling", "replaces").search(text)
    if found is None:
        return None
    rest = text[found.end() :].strip(" \t，,。.:：;；")
    return _clean([rest[_lead_at_first(rest) :]]) or ""


def _beside(clauses: list[str], required: bool) -> list[str]:
    told: list[str] = []
    acted = leads = False
    for clause in filter(None, clauses):
        begins = _lead_at_first(clause)
        acts = says_what(clause) or is_left(clause)
        if begins and not acts:
            told, leads = [clause[begins:]], True
        elif acts or _is_beside(clause):
            acted = True
            if said := _told(clause, required):
                told, leads = [said], True
        elif leads or required or acted:
            told.append(clause)
    return told


def _told(clause: str, required: bool) -> str | None:
    """What is told in the clause that says what is to be done: what follows "saying", or the
    number of the request."""
    done = [one.end() for one in VERB.finditer(clause)]
    leads = pattern("telling", "leads").search(clause, done[0] if done else 0)
    if leads:
        return clause[leads.end() :].strip() or None
    if not (done and required and SIGN in clause):
        return None
    rest = clause[max(done[-1], clause.rindex(SIGN) + len(SIGN)) :]
    rest = rest[_passed(rest) :]
    return None if COMMAND.fullmatch(rest) or says_what(rest) else rest


def _lead_at_first(clause: str) -> int:
    """Where, after "say:", what is told begins; 0 where it does not begin so."""
    leads = pattern("telling", "leads").match(clause, _passed(clause))
    return leads.end() if leads else 0


def _passed(words: str) -> int:
    """How far words go that say nothing: "and then"."""
    passing = pattern("telling", "passing").match(words)
    return passing.end() if passing else 0


def _is_beside(clause: str) -> bool:
    """Whether it only assents, says what to do, or wants something else done: not to be told."""
    return only_says(clause) or bool(pattern("telling", "orders").search(clause))


def _without_commands(said: str) -> list[str]:
    """The clauses of what is told, but for those that only say what is to be done."""
    clauses = [one.strip() for one in CLAUSE.split(ASKED.sub("", said))]
    return [one for one in clauses if one and not COMMAND.fullmatch(one)]


def _clean(told: list[str]) -> str | None:
    words = [one.replace(SIGN, " ").strip(' \t，,。.:：;；“”"') for one in told]
    said = " ".join(joined([one for one in words if one]).split())
    return said[:1000] or None
