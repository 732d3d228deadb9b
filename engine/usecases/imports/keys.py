"""Answers by keys that nothing asks for: mistyped, or not needed any more."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rapidfuzz import fuzz, process

from engine.imports.questions import Answers
from engine.imports.sheet_mapping import SheetMapping
from engine.usecases.imports.drafts import WORD
from engine.usecases.imports.settings import CODES
from engine.values.errors import InvalidInput

KIND = "kind:"
# So near to an open question an answer is meant for it.
NEAR = 75
MOST_SHOWN = 10


def unused(answers: Answers, mappings: Sequence[SheetMapping]) -> tuple[str, ...]:
    """The keys that nothing went by. What a word means may be known from the last time."""
    known = {
        f"{WORD}{field}={text}"
        for one in mappings
        for field, words in one.words.items()
        for text in words
    }
    return tuple(
        key
        for key in answers.said
        if key not in answers.used and key not in known and key not in CODES
    )


def require_asked(keys: Collection[str], unused: Sequence[str], asked: Sequence[str]) -> None:
    """Refuse keys that are of no question, or nearly those of open ones. Others were answered
    before they had to be, which does no harm.

    Raises:
        InvalidInput: naming the nearest key and those that are open.
    """
    for key in keys:
        if key not in unused:
            continue
        near = process.extractOne(key, asked, scorer=fuzz.ratio)
        if near is not None and near[1] >= NEAR:
            raise no_such_question(key, near[0], asked)
        if key.startswith(KIND):
            raise InvalidInput("import_unknown_sheet", sheets=[key.removeprefix(KIND)])


def no_such_question(key: str, nearest: str, asked: Sequence[str]) -> InvalidInput:
    if not asked:
        return InvalidInput("import_nothing_asked", key=key, nearest=nearest)
    shown = list(asked[:MOST_SHOWN])
    return InvalidInput("import_no_such_question", key=key, nearest=nearest, open=shown)
