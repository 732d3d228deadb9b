"""What a message about a request asks to be done with it: one thing, one under a condition, or
things that contradict each other. The words are in `assistant/words/decision_*.toml`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from assistant.language import fallen_back, is_spaced, language_of, read_toml, writes

WORDS = Path(__file__).parents[1] / "words"
NUMBER = re.compile(r"TR[-\s]?\d{4}[-\s]?\d{3,}|(?<![\d.,-])0\d{3}(?![\d%])", re.IGNORECASE)
CLAUSE = re.compile(
    r"(?:[。；！？、;!?\n]|[,，:：](?!(?<=\d[,，:：])\d{2,3}(?!\d)))+|\.(?=\s|$)|—+|\s-\s"
)
# A clause with the sign that ends it.
ASKED = re.compile(r"(?:[^，。；！？,;!?\n]|(?<=\d)[,，](?=\d{3}(?!\d)))+[?？]?")


class Meant(StrEnum):
    """`conditional`: a yes that depends on something. `refuse`: a no without saying whether it
    is to come again. `opposite`: both a yes and a no can be read in it. `assent`: a yes to
    whatever is open. `neither`: nothing is said about deciding."""

    APPROVE = "approve"
    RETURN = "return"
    REJECT = "reject"
    CONDITIONAL = "conditional"
    REFUSE = "refuse"
    OPPOSITE = "opposite"
    ASSENT = "assent"
    NEITHER = "neither"


DEEDS = (Meant.APPROVE, Meant.RETURN, Meant.REJECT)
INTENTS = {
    Meant.APPROVE: "approve_request",
    Meant.RETURN: "return_request",
    Meant.REJECT: "reject_request",
}


@dataclass(frozen=True, kw_only=True)
class DecisionWords:
    """The words of one language, compiled; `reach` is how far before a deed a no counts."""

    aside: re.Pattern[str]
    unsure: re.Pattern[str]
    consent: re.Pattern[str]
    assent: re.Pattern[str]
    deeds: dict[Meant, re.Pattern[str]]
    negation: re.Pattern[str]
    reach: int
    later: re.Pattern[str]
    maybe_later: re.Pattern[str]
    hypothesis: re.Pattern[str]
    condition: re.Pattern[str]
    requirement: re.Pattern[str]
    contrast: re.Pattern[str]
    harmless: re.Pattern[str]
    against: re.Pattern[str]
    asking: re.Pattern[str]
    polite: re.Pattern[str]


def decision_table(language: str) -> dict[str, Any]:
    """All words of a language by which decisions are read."""
    return fallen_back(lambda one: read_toml(WORDS / f"decision_{one}.toml"), language)


@cache
def words_of(language: str) -> DecisionWords:
    listed = decision_table(language)

    def one_of(name: str, around: str = "{}") -> re.Pattern[str]:
        return re.compile(around.format("(?:" + "|".join(listed[name]) + ")"), re.IGNORECASE)

    listed["condition"] = [*listed["condition"], *listed["hypothesis"]]
    names = ("aside", "unsure", "consent", "negation", "hypothesis", "condition", "requirement")
    others = ("contrast", "harmless", "against", "asking", "polite")
    return DecisionWords(
        **{name: one_of(name) for name in (*names, *others)},
        deeds={deed: one_of(deed.value) for deed in DEEDS},
        reach=listed["reach"],
        # The whole of a clause, but for particles.
        assent=one_of("assent", r"^\W*{}\b\W*$" if is_spaced(language) else r"^\W*(?:{})+\W*$"),
        # Right before the deed.
        later=one_of("later", r"{}\s*$"),
        maybe_later=one_of("maybe_later", r"{}\s*$"),
    )


@dataclass(kw_only=True)
class _Found:
    """What the clauses of a message hold."""

    deeds: set[Meant] = field(default_factory=set)
    later: bool = False
    maybe_later: bool = False
    refused: bool = False
    spared: bool = False
    twice: bool = False


def meaning_of(text: str) -> Meant:
    """What the message asks for. Where it can be read both ways, that is the answer: it is
    asked about then, and never guessed."""
    bare = " ".join(NUMBER.sub(" ", text).split())
    words = words_of(language_of(bare, None))
    # What stands aside leaves a gap, so that nothing on its two sides is read as one.
    bare = words.aside.sub(" _ ", bare)
    if words.unsure.search(bare):
        return Meant.OPPOSITE
    clauses = [clause for clause in CLAUSE.split(bare) if clause.strip()]
    found = _find(words, clauses)
    if found.twice or _asks(words, bare):
        return Meant.OPPOSITE
    return _weigh(words, bare, clauses, found)


def _asks(words: DecisionWords, bare: str) -> bool:
    """Whether it is a question, no polite order, that names what might be done."""
    return any(
        words.asking.search(clause)
        and not words.polite.search(clause)
        and _find(words, [clause]) != _Found()
        for clause in ASKED.findall(bare)
    )


def note_of(text: str) -> str:
    """What an approval depends on, as a note to the other side: from the first word that says
    so to the end."""
    bare = " ".join(NUMBER.sub(" ", text).split())
    words = words_of(language_of(bare, None))
    first = words.contrast.search(bare)
    condition = words.condition.search(bare)
    deed = words.deeds[Meant.APPROVE].search(bare)
    if first is not None:
        return bare[first.end() :].strip(" ，,。.：:") or bare
    if condition is not None and (deed is None or deed.start() < condition.start()):
        return bare[condition.start() :].strip(" ，,。.：:")
    clauses = [one.strip() for one in CLAUSE.split(bare) if one.strip()]
    rest = [one for one in clauses if not _only_says_yes(words, one)]
    comma: str = writes(language_of(bare, None))["comma"]
    return comma.join(rest) or bare


def _only_says_yes(words: DecisionWords, clause: str) -> bool:
    deed = words.deeds[Meant.APPROVE].search(clause)
    return bool(words.assent.match(clause)) or (
        deed is not None
        and not words.condition.search(clause)
        and not words.requirement.search(clause)
    )


def _find(words: DecisionWords, clauses: Sequence[str]) -> _Found:
    found = _Found()
    for clause in clauses:
        for deed, pattern in words.deeds.items():
            for match in pattern.finditer(clause):
                before = clause[max(0, match.start() - words.reach) : match.start()]
                _take(words, found, deed, before)
    return found


def _take(words: DecisionWords, found: _Found, deed: Meant, before: str) -> None:
    negations = len(words.negation.findall(words.consent.sub("", before)))
    if negations > 1:
        found.twice = True
    elif negations:
        found.refused |= deed == Meant.APPROVE
        found.spared |= deed != Meant.APPROVE
    elif deed == Meant.APPROVE and words.later.search(before):
        found.later = True
    elif deed == Meant.APPROVE and words.maybe_later.search(before):
        found.maybe_later = True
    else:
        found.deeds.add(deed)


def _weigh(words: DecisionWords, bare: str, clauses: Sequence[str], found: _Found) -> Meant:
    deeds = set(found.deeds)
    refusals = deeds - {Meant.APPROVE}
    if found.maybe_later and not refusals:
        deeds.add(Meant.APPROVE)
    if found.spared and len(deeds) != 1:
        return Meant.OPPOSITE
    if len(deeds) > 1:
        return Meant.OPPOSITE
    depends = bool((words.hypothesis if refusals else words.condition).search(bare))
    consents = bool(words.consent.search(bare))
    if refusals:
        # "Return it, and once it is changed I approve" depends on nothing.
        open_end = depends and not (found.later or found.maybe_later)
        return Meant.OPPOSITE if consents or open_end else refusals.pop()
    if Meant.APPROVE in deeds:
        return _weigh_approval(words, bare, clauses, found.refused)
    if found.refused:
        return Meant.OPPOSITE if consents else Meant.CONDITIONAL if depends else Meant.REFUSE
    if found.later:
        return Meant.CONDITIONAL
    return _weigh_assent(words, bare, clauses, consents)


def _weigh_approval(
    words: DecisionWords, bare: str, clauses: Sequence[str], refused: bool
) -> Meant:
    if refused:
        return Meant.OPPOSITE
    # What is said for the next time binds nobody now.
    now = " ".join(clause for clause in clauses if not words.harmless.search(clause))
    if words.condition.search(now) or words.requirement.search(now):
        return Meant.CONDITIONAL
    if words.against.search(now):
        return Meant.OPPOSITE
    if words.contrast.search(now):
        return Meant.CONDITIONAL
    return Meant.APPROVE


def _weigh_assent(words: DecisionWords, bare: str, clauses: Sequence[str], consents: bool) -> Meant:
    first = words.contrast.split(clauses[0])[0] if clauses else ""
    if clauses and words.assent.match(first):
        depends = _weigh_approval(words, bare, clauses, refused=False)
        return (
            Meant.ASSENT
            if depends == Meant.APPROVE and len(clauses) == 1
            else (Meant.NEITHER if depends == Meant.APPROVE else depends)
        )
    return Meant.OPPOSITE if consents else Meant.NEITHER
