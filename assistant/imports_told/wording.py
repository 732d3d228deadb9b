"""The codes of loading (facts, reasons, remarks, questions) as sentences of one language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from assistant.language import FIRST
from assistant.speech import Speech
from assistant.speech.speech import phrases
from engine.imports.kinds.kind import Kind, kinds
from engine.imports.questions import Question
from engine.imports.shape.table import Fact
from engine.imports.sheet_report import Remark, shown
from engine.trust.audit import OPERATOR
from engine.usecases.imports.looking import RECORD
from engine.values.money import Money

# Of a list of names, so many are told.
MOST_NAMED = 8
# From here on digits are grouped: what is below may be a year or a row.
THOUSANDS = 10_000
LEAVE_OUT = ""
QUESTION = "imports.question."
# How the engine writes a yes or no.
TRUTH = ("True", "False")


class Wording(Speech):
    """What is said of files; what the code of a loader does not carry is left open."""

    def get_value(self, key: int | str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        return kwargs.get(str(key), "…")

    def money(self, value: Money | Mapping[str, str]) -> str:
        """To the cent and with its code, as files have it."""
        return shown(value) if isinstance(value, Money) else super().money(value)

    def kind(self, name: str | None) -> str:
        if not name:
            return self.say("imports.no_kind")
        found = kinds().get(name)
        return self._label(found.labels) if found else name

    def field(self, kind: str | None, name: str) -> str:
        """What a field of a kind is called, or something that changed beside the fields."""
        found = kinds()[kind].fields.get(name) if kind and kind in kinds() else None
        if found is not None:
            return self._label(found.labels)
        return self._coded("field", name, {}) or name

    def word(self, value: str) -> str:
        """A value of a word field."""
        return self._coded("word", value, {}) or value

    def held(self, kind: str, name: str, value: str) -> str:
        """What a field holds: one of its words, yes or no, or as it is written."""
        if value in TRUTH:
            return self.say(f"imports.truth.{value.lower()}")
        found = kinds()[kind].fields.get(name)
        return self.word(value) if found is not None and found.type == "word" else value

    def thing(self, table: str) -> str:
        return self._coded("thing", table, {}) or table

    def counted(self, things: Mapping[str, int]) -> str:
        """How many of which things."""
        return self.people(
            [
                self.say("imports.counted", n=f"{n:,}", thing=self.thing(table))
                for table, n in sorted(things.items())
            ]
        )

    def fact(self, one: Fact, kind: str | None = None) -> str:
        return self._coded("fact", one.code, {**one.args, "of_kind": kind}) or one.code

    def why(self, code: str) -> str:
        """Why a value was not taken, to follow the value."""
        return self._coded("why", code, {}) or code

    def remark(self, one: Remark, kind: str | None = None) -> str:
        args = {**one.args, "row": one.row, "of_kind": kind}
        return self._coded("remark", one.code, args) or one.code

    def question(self, one: Question) -> str:
        subject = told_place(one.subject) if one.code == "kind" else one.subject
        args = {"subject": subject, "rows": one.rows, "proposed": one.proposed, **one.args}
        return self._coded("question", one.code, args) or one.key

    @property
    def asked(self) -> list[str]:
        """The codes of all questions that a file can raise."""
        known = phrases(self.language)
        return [one.removeprefix(QUESTION) for one in known if one.startswith(QUESTION)]

    def option(self, question: Question, value: str) -> str:
        """What a button says that gives this answer."""
        said = self._coded(f"option.{question.code}", value or "none", question.args)
        if said:
            return said
        if value == LEAVE_OUT:
            return self.say("imports.leave_out")
        if question.code == "kind":
            return self.kind(value)
        if question.code == "money_column":
            return self.field(question.args.get("kind"), value)
        return self._coded("option.any", value, question.args) or self.word(value)

    def answer(self, question: Question, value: str) -> str:
        """What was said: one of the options, or as it was written."""
        is_choice = value in question.options or question.code == "kind"
        return self.option(question, value) if is_choice else value

    def actor(self, emp_no: str) -> str:
        """Who loaded something."""
        return self.say("imports.operator") if emp_no == OPERATOR else emp_no

    def way(self, code: str, args: Mapping[str, Any]) -> str:
        """What is in the way of taking a load back."""
        return self._coded("in_the_way", code, args) or code

    def _coded(self, of: str, code: str, args: Mapping[str, Any]) -> str | None:
        """What the texts say of a code; of one with reasons, by its reason."""
        key = f"imports.{of}.{code}"
        if "why" in args and self.knows(f"{key}_{args['why']}"):
            key = f"{key}_{args['why']}"
        return self.say(key, **self._in_words(args)) if self.knows(key) else None

    def _in_words(self, args: Mapping[str, Any]) -> dict[str, Any]:
        kind = args.get("kind") or args.get("of_kind")
        return {name: self._in_word(name, value, kind) for name, value in args.items()}

    def _in_word(self, name: str, value: Any, kind: Any) -> Any:
        if name == "of" and isinstance(value, list | tuple):
            return self.people([self.field(kind, str(one)) for one in value])
        if name == "roles":
            return self.people([self.say(f"role.{one}") for one in value])
        if name == "kind":
            return self.kind(value)
        if name == "field":
            return self.field(kind, str(value))
        if name in ("counted_in", "direction"):
            return self.word(str(value))
        if name == "meant":
            return self.value({f"“{text}”": self.word(one) for text, one in value.items()})
        if name == "table":
            return self.thing(str(value))
        if name == "things":
            return self.counted(value)
        if name == "place" and value == RECORD:
            return self.say("imports.this_record")
        return self.value(value)

    def value(self, value: Any) -> Any:
        """Whatever a loader says, as people write it."""
        if isinstance(value, Money):
            return self.money(value)
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, bool) or value is None:
            return self.say("imports.yes" if value else "imports.none")
        if isinstance(value, int | Decimal):
            return f"{value:,}" if abs(Decimal(value)) >= THOUSANDS else str(value)
        if isinstance(value, Mapping):
            return self._listed([f"{name} {self.value(one)}" for name, one in value.items()])
        if isinstance(value, list | tuple | set | frozenset):
            return self._listed([str(self.value(one)) for one in value])
        return value

    def _listed(self, names: Sequence[str]) -> str:
        shown = self.people(names[:MOST_NAMED])
        if len(names) <= MOST_NAMED:
            return shown
        return self.say("imports.and_more", shown=shown, more=len(names) - MOST_NAMED)

    def _label(self, labels: Mapping[str, str]) -> str:
        return labels.get(self.language) or labels[FIRST]


def told_place(place: str) -> str:
    """A table as people read it, where its file and sheet stand as one key."""
    where, mark, part = place.partition("#")
    file, _, sheet = where.rpartition("|")
    told = f"{file} [{sheet}]" if sheet else file or where
    return f"{told} #{part}" if mark else told


def kind_named(said: str) -> str | None:
    """The kind that a person means, by its name or by what it is called in any language."""
    wanted = said.strip().casefold()
    return next((kind.name for kind in kinds().values() if wanted in _names(kind)), None)


def _names(kind: Kind) -> set[str]:
    return {kind.name, *(label.casefold() for label in kind.labels.values())}
