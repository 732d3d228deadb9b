"""The questions of a survey as they are typed in one message."""

from __future__ import annotations

from typing import Any

from assistant.understanding.patterns import Patterns
from engine.usecases.survey_questions import CHOICE, FURTHEST, SCALE, TEXT, Question

_SAID = Patterns(__file__)
BEGINS, NUMBERED, ENDS = (_SAID.compiled(one) for one in ("begins", "numbered", "ends"))
SCALED, RATES, RATED = (_SAID.compiled(one) for one in ("scale", "rates", "rated"))
CHOICES, PARTS = _SAID.compiled("choices"), _SAID.compiled("parts")
_EDGES = " \t，,；;。.、：:"
FEWEST_CHOICES = 2


def questions_said(text: str) -> tuple[str, list[Question]]:
    """What stands before the questions, and these; none where none is said."""
    begun = BEGINS.search(text)
    if begun is None:
        first = NUMBERED.search(text)
        if first is None or len(NUMBERED.findall(text)) < FEWEST_CHOICES:
            return text, []
        head, rest = text[: first.start()], text[first.start() :]
    else:
        head, rest = text[: begun.end()], text[begun.end() :]
    pieces = NUMBERED.split(rest) if NUMBERED.search(rest) else ENDS.split(rest)
    said = [one.strip(_EDGES) for one in pieces]
    return head, [_question(one) for one in said if any(map(str.isalpha, one))]


def _question(said: str) -> Question:
    scale = SCALED.search(said)
    if scale is not None and RATES.search(said):
        low, high = int(scale["low"]), int(scale["high"])
        if 0 <= low < high <= FURTHEST:
            return Question(wording=said, kind=SCALE, lowest=low, highest=high)
    if choices := _choices(said):
        return Question(wording=said, kind=CHOICE, choices=tuple(choices))
    return Question(wording=said, kind=SCALE if RATED.search(said) else TEXT)


def _choices(said: str) -> list[str]:
    found = CHOICES.search(said)
    if found is None:
        return []
    named = (one.strip(_EDGES + "？?") for one in PARTS.split(found["a"] or found["b"] or ""))
    parts = list(dict.fromkeys(one for one in named if one))
    return parts if len(parts) >= FEWEST_CHOICES else []


def as_plain(questions: list[Question]) -> list[dict[str, Any]]:
    return [
        {
            "wording": one.wording,
            "kind": one.kind,
            "choices": list(one.choices),
            "lowest": one.lowest,
            "highest": one.highest,
        }
        for one in questions
    ]


def from_plain(said: list[dict[str, Any]] | None) -> tuple[Question, ...]:
    return tuple(Question(**{**one, "choices": tuple(one["choices"])}) for one in said or ())
