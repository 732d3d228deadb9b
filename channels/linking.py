"""The talk with somebody whose account is nobody's yet: prove it, and nothing is shown before."""

from __future__ import annotations

import re
from pathlib import Path

from assistant.language import read_toml
from assistant.speech import LANGUAGES, Speech
from channels.door import KnownAs
from channels.message import InboundMessage
from engine.api.limits import CallLimits
from engine.usecases.codes import ALPHABET, LENGTH, link_by_code
from engine.usecases.context import BudgetEngine
from engine.usecases.identities import (
    Account,
    Owner,
    link_by_directory,
    linked_people,
    speaks,
    unlink,
)
from engine.values.errors import NotFound

HALF = LENGTH // 2
CODE = re.compile(rf"^\W*([{ALPHABET}]{{{HALF}}})[\s\-–—]?([{ALPHABET}]{{{HALF}}})\W*$")
# How somebody asks for his link to be taken away, in so many words.
UNLINK = frozenset(read_toml(Path(__file__).with_suffix(".toml"))["unlink"])
# Wrong codes of one account.
TRIES = "5/hour"


def account_of(message: InboundMessage) -> Account:
    return Account(message.channel, message.tenant, message.user_id)


class Linking:
    """Links accounts to people, and takes links away."""

    def __init__(self, engine: BudgetEngine, redis_url: str = "") -> None:
        self._engine = engine
        self._tries = CallLimits(TRIES, "wrong links", redis_url)

    def speaks(self, message: InboundMessage, language: str) -> None:
        """Remember the language, for what is said unasked."""
        self._engine.perform_as_system(speaks, account_of(message), language)

    def by_directory(self, message: InboundMessage, known: KnownAs) -> Owner | None:
        """Whom the directory means, linked from now on."""
        try:
            person = self._engine.perform_as_system(
                link_by_directory, account_of(message), known.emp_no, known.email
            )
        except NotFound:
            return None
        return Owner(person.code, None)

    def answer_stranger(self, message: InboundMessage, speech: Speech) -> str:
        """Take a code, or say how to get one."""
        code = CODE.match(message.text.strip().upper())
        if code is None:
            return speech.say("door.unlinked_group" if message.group else "door.unlinked")
        if message.group:
            return _in_both("door.unlinked_group")
        return self._take_code(message, code[1] + code[2])

    def _take_code(self, message: InboundMessage, code: str) -> str:
        if self._tries.seconds_left(message.dialogue):
            return _in_both("door.too_many_codes")
        try:
            person = self._engine.perform_as_system(link_by_code, account_of(message), code)
        except NotFound:
            self._tries.count(message.dialogue)
            return _in_both("door.wrong_code")
        return _in_both("door.linked", person=person)

    def unlink(self, message: InboundMessage, person: str, speech: Speech) -> str | None:
        """Take the sender's link away if he asks for it in so many words."""
        if message.text.strip().rstrip("。.!！").lower() not in UNLINK:
            return None
        for link in self._engine.perform(linked_people, person, message.way):
            if link.account == account_of(message):
                self._engine.perform(unlink, person, message.way, link.id)
                return speech.say("door.unlinked_now")
        return None


def _in_both(key: str, **values: object) -> str:
    """A code does not tell which language its sender reads."""
    return "\n".join(Speech(language).say(key, **values) for language in LANGUAGES)
