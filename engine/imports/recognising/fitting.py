"""How well a column could hold a field, by its heading and its cells together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.imports.amounts import plain
from engine.imports.kinds.kind import Field, Kind
from engine.imports.reading.word_parts import meant_by_parts
from engine.imports.recognising.contents import Contents
from engine.imports.recognising.headings import Match, is_listed, matches, tells_of_another
from engine.imports.recognising.known import Known

# A field of these types cannot be what its cells are not; others may be anything.
STRICT = frozenset(
    ("day", "period", "year", "number", "whole", "money", "currency", "share", "level")
)
# What a heading is worth over cells that are something else, and over none at all.
MISFIT, EMPTY = 0.35, 0.75
BADLY = 0.3
# What cells alone are worth: all of them known words, names or people, under a strange heading.
WORDS_ALONE, NAMES_ALONE = 0.45, 0.55
MOSTLY = 0.6


@dataclass(frozen=True, slots=True)
class Fit:
    """`score` is how well a column could hold the field; `weight` what of it tells the kind."""

    score: float
    weight: float
    heading: float


def fits(kind: Kind, heading: str, contents: Contents, known: Known) -> Mapping[str, Fit]:
    """Every field that a column could hold."""
    named = _as_they_are_told(kind, matches(kind.name, heading), contents)
    found = {}
    for name, field in kind.fields.items():
        match = named.get(name)
        if match is not None:
            found[name] = _by_heading(kind, field, match, contents, known)
        elif not (is_listed("aside", heading) or tells_of_another(kind.name, name, heading)) and (
            score := _alone(kind, field, contents, known)
        ):
            found[name] = Fit(score, score, 0.0)
    return found


def _as_they_are_told(
    kind: Kind, named: Mapping[str, Match], contents: Contents
) -> Mapping[str, Match]:
    """With the number of a person for his name, where a heading says no more than "employee" and
    the cells are numbers."""
    person = next((one.name for one in kind.fields.values() if one.type == "person"), None)
    match = named.get("name")
    is_coded = contents.share("code") >= MOSTLY and contents.share("words") < BADLY
    if person is None or person in named or match is None or not is_coded:
        return named
    others = {name: one for name, one in named.items() if name != "name"}
    return {**others, person: match}


def _by_heading(kind: Kind, field: Field, match: Match, contents: Contents, known: Known) -> Fit:
    if not contents.filled:
        factor = EMPTY
    else:
        fit = reads_as(kind, field, contents, known)
        soft = 0.3 + 0.7 * fit
        factor = (fit if fit >= BADLY else MISFIT * fit) if field.type in STRICT else soft
        # Numbers where words are meant are something else: how many attended, not who did.
        numbers = field.type == "word" and contents.share("number") >= MOSTLY
        factor = factor * MISFIT if numbers and fit < BADLY else max(factor, MISFIT)
    score = match.score * factor
    return Fit(score, match.weight * factor, match.score)


def _alone(kind: Kind, field: Field, contents: Contents, known: Known) -> float:
    """What cells say without their heading."""
    if not contents.filled:
        return 0.0
    if (
        field.type == "word"
        and contents.share("yes_no") < MOSTLY
        and contents.among(spelt(kind, field)) >= MOSTLY
    ):
        return WORDS_ALONE
    catalogue = _catalogue(field)
    if catalogue and contents.among(lambda text: known.has(catalogue, text)) >= MOSTLY:
        return NAMES_ALONE
    return 0.0


def reads_as(kind: Kind, field: Field, contents: Contents, known: Known) -> float:
    """How far the cells of a column are of a field's type (0 to 1)."""
    share = contents.share
    fit = _TYPES[field.type](share)
    if field.type == "text" and field.is_key and field.required:
        fit = max(fit, share("code"))
    if field.name in kind.words:
        fit = max(fit, contents.among(spelt(kind, field)))
    catalogue = _catalogue(field)
    if catalogue and fit < 1:
        fit = max(fit, contents.among(lambda text: known.has(catalogue, text)))
    return min(1.0, fit)


def _catalogue(field: Field) -> str | None:
    return field.to or (field.type if field.type in ("person", "unit") else None)


def spelt(kind: Kind, field: Field) -> Callable[[str], bool]:
    words = kind.words.get(field.name, {})
    known = {one for values in words.values() for one in values}
    return lambda text: plain(text) in known or meant_by_parts(text, words) is not None


_Share = Callable[[str], float]
_TYPES: Mapping[str, Callable[[_Share], float]] = {
    "person": lambda share: max(share("code"), 0.7 * share("words")) * (1 - share("day")),
    "unit": lambda share: max(1 - share("day") - 0.6 * share("number") - share("long"), 0),
    "text": lambda share: max(1 - 0.9 * share("day") - 0.25 * share("number"), 0),
    "name": lambda share: max(1 - share("day") - 0.6 * share("number"), 0),
    "word": lambda share: max(0.7 - 0.6 * share("day") - 0.5 * share("number"), 0),
    "day": lambda share: share("day") + 0.5 * share("period"),
    "period": lambda share: max(
        share("period"), 0.7 * share("day"), 0.6 * share("year"), 0.5 * share("whole")
    ),
    "year": lambda share: max(share("year"), 0.9 * share("period")),
    "number": lambda share: share("number"),
    "whole": lambda share: max(share("whole"), 0.7 * share("number")),
    "money": lambda share: min(1.0, 2 * share("number")) if share("number") >= 0.25 else 0.0,
    "currency": lambda share: max(share("currency"), 0.9 * share("currency_sign")),
    "share": lambda share: max(share("share"), 0.8 * share("number")),
    "level": lambda share: max(
        share("level"), share("mastery"), 0.6 * share("number"), 0.45 * share("words")
    ),
    "yes_no": lambda share: 0.3 + 0.7 * share("yes_no"),
}
