"""Whether an answer heeds all that was asked: what of a question is neither told in it nor a plain
word of such questions. An answer that leaves something out is the answer to another question."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from assistant.base import Turn
from assistant.capabilities import CAPABILITIES
from assistant.conversation.framing import FRAMES, asks_for_more
from assistant.conversation.plain import (
    in_parts,
    is_own,
    is_said,
    named_by_question,
    restricting_in,
    says_little,
    stem,
    units_named_in,
    words_in,
)
from assistant.conversation.pointing import POINTED
from assistant.querying.composing.asking import PER, Asking
from assistant.querying.composing.composed import LIMITS
from assistant.querying.composing.grammar import asking_in
from assistant.querying.composing.lexicon import (
    DIMENSION,
    LEAST,
    MARK,
    MEASURE,
    MOST,
    SPLIT,
    SUBJECT,
    VALUE,
    Meaning,
    words_of,
)
from assistant.querying.composing.term import Line, Term, line_of
from engine.values.period import Period

_ENDS = ("most", "least", MOST, LEAST)
_ROWS = re.compile(r"^\d+\. ", re.MULTILINE)
_NAMING = (MEASURE, VALUE, SUBJECT, DIMENSION, SPLIT)
_TELLING = {MEASURE, VALUE, SUBJECT, SPLIT}
_FIGURES = {MEASURE, SPLIT}


@dataclass(frozen=True)
class Left:
    """Words as they were said. `surely`: no such question is asked with them, so that the answer is
    another's; else it may have taken them up without saying so. Of `figure`s that is likeliest:
    they have many names."""

    words: str
    surely: bool
    figure: bool = False


def left_out(turn: Turn, first: int, taken: Collection[str] = ()) -> list[Left]:
    """What the answer (the replies from number `first` on) does not take up; `taken` are the words
    by which its readers read what it goes by."""
    heard = turn.heard
    if heard is None or heard.act is not None or asks_for_more(heard):
        return []
    line = line_of(heard.text, heard.entities, heard.fiscal, heard.today)
    if not tells_figures(turn, first):
        # None is put in the place of another.
        return []
    told = "\n".join(reply.text for reply in turn.replies[first:]).casefold()
    answer = _Answer(turn, told, line, asking_in(line), taken)
    return list(dict.fromkeys(answer.leaves_out()))


def tells_figures(turn: Turn, first: int) -> bool:
    return any(re.search(r"\d", reply.text) for reply in turn.replies[first:])


class _Answer:
    def __init__(
        self, turn: Turn, told: str, line: Line, asking: Asking, taken: Collection[str]
    ) -> None:
        self._told, self._line, self._asking = told, line, asking
        named = named_by_question(turn.message.intent, line.text)
        heard = [one.casefold() for one in (*taken, *named)]
        self._heard = frozenset(heard + [word for one in heard for word in words_in(one)])
        # "Per head" tells of no heads.
        self._figures = _without_ways(told)
        self._intent = turn.message.intent
        # Since when somebody is here says who is meant.
        self._names_person = any(
            one["entity"] == "employee_name" and one.get("code") for one in turn.message.entities
        )
        self._speech, self._fiscal = turn.speech, turn.message.fiscal
        known = CAPABILITIES.get(turn.message.intent)
        self._looks_ahead = known is not None and known.looks_ahead
        self._today = turn.today
        # What says how it is laid out, or which row is meant, was taken so; names of things are
        # told by themselves where an answer is not limited to them (`coverage`).
        self._taken = [
            (one["start"], one["end"])
            for one in turn.message.entities
            if one.get("start") is not None
            and (one["entity"] in FRAMES or one.get(POINTED) or one.get("code"))
        ]

    def leaves_out(self) -> Iterator[Left]:
        asking = self._asking
        yield from self._names([*asking.loose, *asking.many, *asking.by])
        for one in asking.excluded:
            if not self._is_told(one):
                yield Left(self._said(one), True)
        yield from self._bounds()
        yield from self._per()
        yield from self._order()
        yield from self._times()
        yield from self._restricting()
        yield from self._units()
        yield from self._unknown()

    def _names(self, terms: Iterable[Term]) -> Iterator[Left]:
        for one in terms:
            if one.end and not self._is_taken(one) and not self._is_told(one):
                said, kinds = self._said(one), {meant.kind for meant in one.meanings}
                tells = bool(kinds & (_TELLING - {VALUE})) or self._limits(one)
                surely = tells and not self._is_own(said.casefold())
                if surely or self._limits(one) or (kinds & _FIGURES and VALUE not in kinds):
                    yield Left(said, surely, figure=not self._limits(one))

    def _limits(self, term: Term) -> bool:
        """Whether it is a value that no other answer is limited by: a kind of cost, a form."""
        names = [one.name.partition(".")[0] for one in term.meanings if one.kind == VALUE]
        return bool(names) and not any(one in LIMITS for one in names)

    def _is_taken(self, term: Term) -> bool:
        return any(start < term.end and term.start < end for start, end in self._taken)

    def _is_told(self, term: Term) -> bool:
        if stem(self._said(term).casefold()) in self._told:
            return True
        return any(
            _stands(word, self._figures)
            for one in term.meanings
            if one.kind in _NAMING
            for word in words_of(_named(one))
        )

    def _bounds(self) -> Iterator[Left]:
        for one in self._asking.bounds:
            if not any(written in self._told for written in _written(one.number)):
                yield Left(f"{one.number.normalize():f}", True)

    def _per(self) -> Iterator[Left]:
        """As what a figure is told: per head, as a share."""
        for term in self._line.terms:
            ways = [Meaning(MARK, one) for one in PER if term.marks(one)]
            if term.marks("share") and "%" in self._told:
                continue
            if ways and not any(
                _stands(word, self._told) for one in ways for word in words_of(one)
            ):
                yield Left(self._said(term), False)

    def _order(self) -> Iterator[Left]:
        """The most of them, where nothing stands in rows and no highest is told."""
        if self._asking.order is None or _ROWS.search(self._told):
            return
        for term in self._line.terms:
            ends = [one for one in _ENDS if term.marks(one) or term.names(one)]
            words = [word for one in ("most", "least") for word in words_of(Meaning(MARK, one))]
            if term.names(MOST) | term.names(LEAST) == {"date"}:
                # The last one is told by its day.
                continue
            if ends and not any(_stands(word, self._told) for word in words):
                yield Left(self._said(term), True)

    def _times(self) -> Iterator[Left]:
        for term in () if self._names_person else self._line.terms:
            said = self._said(term)
            if term.days is None or said.casefold() in self._told or self._is_heard(said):
                continue
            if not (self._tells(term.days) or self._tells_planned(term)):
                yield Left(said, True)
            elif not self._tells_part(term.days):
                yield Left(said, False)

    def _tells(self, days: Period) -> bool:
        if self._looks_ahead and days.end >= self._today:
            return True
        years = {str(days.start.year), str(days.end.year)}
        return any(year in self._told for year in years) or days.start <= self._today <= days.end

    def _tells_planned(self, term: Term) -> bool:
        """Whether it tells of that time as what is planned means it."""
        return term.ahead is not None and not self._looks_ahead and self._tells(term.ahead)

    def _tells_part(self, days: Period) -> bool:
        """A quarter or a month by its own name, and not only by its year."""
        years = self._fiscal.days(self._fiscal.year_of(days.start))
        whole = days.start.month == 1 and days.end.month == 12
        told = self._speech.period(days).casefold() in self._told
        return (days.start, days.end) == years or whole or told or days.end >= self._today

    def _restricting(self) -> Iterator[Left]:
        """Of whom, when, where or how paid, wherever it stands."""
        for start, end in restricting_in(self._line.text):
            said = self._line.text[start:end].casefold()
            known = self._is_heard(said) or said in self._told or is_own(said, self._intent)
            if not known and not any(a < end and start < b for a, b in self._taken):
                yield Left(self._line.text[start:end], True)

    def _units(self) -> Iterator[Left]:
        """A unit that is called by a name that nothing has."""
        for start, name_end, end in units_named_in(self._line.text):
            known = any(one.start < name_end and start < one.end for one in self._line.terms)
            taken = any(a < name_end and start < b for a, b in self._taken)
            if not known and not taken and self._line.text[start:end].casefold() not in self._told:
                yield Left(self._line.text[start:end], True)

    def _unknown(self) -> Iterator[Left]:
        limits = [self._line.text[start:end] for start, end in restricting_in(self._line.text)]
        for said in self._line.unread:
            if any(one in said or said in one for one in limits):
                continue
            at = self._line.text.find(said)
            if any(start < at + len(said) and at < end for start, end in self._taken):
                continue
            whole = self._whole(said)
            if not (self._knows_all(said) or (whole != said and self._knows_all(whole))):
                yield Left(whole, True)

    def _knows_all(self, said: str) -> bool:
        return all(self._knows(one) for one in self._without_heard(said))

    def _without_heard(self, said: str) -> list[str]:
        """The words of it that no reader has read: of words that are written together, the rest."""
        left = said.casefold()
        if self._is_heard(left):
            return []
        for one in sorted(self._heard, key=len, reverse=True):
            if not one.isascii() and len(one) > 1:
                left = left.replace(one, " ")
        # What is left of a word that was read, as 价 of 历史价, belongs to it.
        return [one for one in words_in(left) if len(one) > 1 or left == said.casefold()]

    def _whole(self, said: str) -> str:
        """With the words it is written together with, where it is but a sign of them."""
        if len(said) > 1:
            return said
        at = self._line.text.find(said)
        before = [one for one in self._line.terms if one.end == at]
        return "".join([*(self._said(one) for one in before), said])

    def _is_heard(self, said: str) -> bool:
        said = said.casefold()
        if said.isascii():
            return all(one in self._heard for one in words_in(said)) and bool(words_in(said))
        return any(len(one) > 1 and (said in one or one in said) for one in self._heard)

    def _is_own(self, said: str) -> bool:
        return self._is_heard(said) or is_said(said, self._intent)

    def _knows(self, word: str) -> bool:
        return self._knows_part(word) or in_parts(word, self._knows_part, self._heard)

    def _knows_part(self, word: str) -> bool:
        if word in self._heard or (len(word) > 1 and stem(word) in self._told):
            return True
        return is_own(word, self._intent) or says_little(word)

    def _said(self, term: Term) -> str:
        return self._line.text[term.start : term.end]


def _without_ways(told: str) -> str:
    for way in PER:
        for word in words_of(Meaning(MARK, way)):
            told = told.replace(word, "")
    return told


def _stands(word: str, told: str) -> bool:
    """Whether it is told, and not within another word."""
    if word not in told:
        return False
    return not word.isascii() or bool(re.search(rf"(?<!\w){re.escape(word)}(?:e?s)?(?!\w)", told))


def _named(meant: Meaning) -> Meaning:
    """What is split by is told by its name."""
    return Meaning(DIMENSION, meant.name) if meant.kind == SPLIT else meant


def _written(number: Decimal) -> Iterator[str]:
    yield f"{number:,.0f}"
    yield f"{number.normalize():f}"
