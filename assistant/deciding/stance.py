"""Whether a message wants an act that is talked about left undone, or put off. What negates or
postpones an act is never a comment to it. The words are in `assistant/words/decision_*.toml`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from assistant.deciding.meaning import CLAUSE, INTENTS, NUMBER, Meant, decision_table, meaning_of
from assistant.deciding.reading import SHORT
from assistant.language import LANGUAGES

# Acts whose refusal asks what else is to be done, rather than leaving all as it is.
REFUSED = ("approve_request",)


class Stance(StrEnum):
    """`keep`: it is not to be done. `pause`: not now."""

    KEEP = "keep"
    PAUSE = "pause"


@dataclass(frozen=True, kw_only=True)
class _Words:
    """Patterns of a language; `keep` and `pause` fit the whole of a clause."""

    keep: re.Pattern[str]
    pause: re.Pattern[str]
    pause_last: re.Pattern[str]
    not_yet: str
    not_to: str
    between: str
    deeds: dict[str, str]

    def denies(self, how: str, decision: str, clause: str) -> bool:
        pattern = f"{how}{self.between}{self.deeds[decision]}"
        return bool(re.search(pattern, clause, re.IGNORECASE))


@cache
def _words_of(language: str) -> _Words:
    listed = decision_table(language)["stance"]

    def one_of(name: str) -> str:
        return "(?:" + "|".join(listed[name]) + ")"

    filler = one_of("filler")

    def whole(name: str) -> re.Pattern[str]:
        return re.compile(rf"{filler}*{one_of(name)}{filler}*", re.IGNORECASE)

    return _Words(
        keep=whole("keep"),
        pause=whole("pause"),
        pause_last=re.compile(rf"{one_of('pause')}{filler}*$", re.IGNORECASE),
        not_yet=one_of("not_yet"),
        not_to=one_of("not_to"),
        between=one_of("between") + "*",
        deeds={decision: one_of(decision) for decision in listed if decision.endswith("_request")},
    )


def stance_of(text: str, decision: str) -> Stance | None:
    """How a message stands to the act that is asked about; None where it does not keep from it.
    Where it plainly names another act, that one is meant, not leaving all as it is."""
    bare = SHORT.sub(" ", NUMBER.sub(" ", text))
    clauses = [clause.strip() for clause in CLAUSE.split(bare) if clause.strip()]
    meant = meaning_of(text)
    put_off = [at for at, clause in enumerate(clauses) if _puts_off(clause, decision)]
    if put_off and not _acts_after(clauses[put_off[-1] + 1 :]):
        return Stance.PAUSE
    if meant == Meant.REFUSE and decision in REFUSED:
        return None
    other = INTENTS.get(meant, decision) != decision
    if not other and (denies(text, decision) or any(_says_no(one) for one in clauses)):
        return Stance.KEEP
    return None


def _acts_after(clauses: Sequence[str]) -> bool:
    """Whether it goes on with an act: "hmm no, reject it"."""
    return any(meaning_of(clause) in INTENTS for clause in clauses)


def denies(text: str, decision: str) -> bool:
    """Whether it says of this very act that it is not to be done."""
    if decision in REFUSED:
        return False
    clauses = CLAUSE.split(NUMBER.sub(" ", text))
    return any(
        decision in words.deeds and words.denies(words.not_to, decision, clause)
        for words in map(_words_of, LANGUAGES)
        for clause in clauses
    )


def ends_put_off(clause: str) -> bool:
    """Whether, after the name of a request, it says that it is to wait."""
    return any(_words_of(language).pause_last.search(clause) for language in LANGUAGES)


def puts_off(text: str, decision: str) -> bool:
    """Whether it says of this act, or at all, that it is to wait."""
    return stance_of(text, decision) == Stance.PAUSE


def _puts_off(clause: str, decision: str) -> bool:
    return any(
        words.pause.fullmatch(clause)
        or (decision in words.deeds and words.denies(words.not_yet, decision, clause))
        for words in map(_words_of, LANGUAGES)
    )


def _says_no(clause: str) -> bool:
    return any(_words_of(language).keep.fullmatch(clause) for language in LANGUAGES)
