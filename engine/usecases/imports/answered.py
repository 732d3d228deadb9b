"""The questions of a draft that were answered: shown with what was said, until it is loaded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from engine.imports.questions import Question
from engine.imports.sheet_report import shown
from engine.store.tables import ImportLoad
from engine.usecases.imports.views import Answered
from engine.values.encoding import to_plain
from engine.values.money import Money

# Where a load keeps its questions, so that an answered one can be shown as it was asked.
ASKED = "asked"


def keep_asked(load: ImportLoad, questions: Sequence[Question]) -> None:
    """Those that are open now, and those that were answered."""
    before = load.options.get(ASKED, {})
    answered = {key: one for key, one in before.items() if key in load.answers}
    now = {one.key: _plain(one) for one in questions}
    load.options = {**load.options, ASKED: {**answered, **now}}


def answered_in(load: ImportLoad) -> Iterator[Answered]:
    """What was said, in the order in which it was; of what nobody asked, its code alone."""
    asked = load.options.get(ASKED, {})
    for key, value in load.answers.items():
        yield Answered(_question(key, asked.get(key)), value)


def _plain(one: Question) -> dict[str, Any]:
    args = {name: shown(value) if isinstance(value, Money) else to_plain(value)
            for name, value in one.args.items()}  # fmt: skip
    return {**to_plain(one), "args": args}


def _question(key: str, said: Mapping[str, Any] | None) -> Question:
    if said is None:
        code, _, subject = key.partition(":")
        return Question(code=code, subject=subject)
    return Question(**{**said, "options": tuple(said["options"])})
