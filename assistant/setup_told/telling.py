"""What there is of a company's data, what is missing and what it would make possible, line by
line; and whom to turn to for a kind that an answer lacks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from assistant.language import ABROAD, fallen_back, read_toml
from assistant.speech import Speech
from engine.imports.kinds.kind import kinds
from engine.usecases.setup.status import KindStatus, SetupStatus, who_loads

TEXTS = Path(__file__).parent / "texts"
LACKING = Path(__file__).parent / "lacking.toml"


def told(speech: Speech, status: SetupStatus) -> list[str]:
    """The company, what it has, and what it lacks."""
    return list(_Telling(speech).lines(status))


def by_kind(speech: Speech, status: SetupStatus) -> list[dict[str, Any]]:
    """Of each kind its name, how many there are, and a line that says what that means."""
    return _Telling(speech).kinds(status)


def how_to_load(speech: Speech, lacking: Sequence[str], said: str) -> str:
    """After what was said: who can load which kinds, and how."""
    return _Telling(speech).how(lacking, said)


@cache
def kinds_lacking() -> Mapping[str, Sequence[str]]:
    """The kinds of data whose lack keeps the engine from an answer, by its code."""
    return read_toml(LACKING)


def kind_called(speech: Speech, name: str) -> str:
    """A kind of data as people call it."""
    labels = kinds()[name].labels
    return labels.get(speech.language) or labels[ABROAD]


class _Telling:
    def __init__(self, speech: Speech) -> None:
        self._speech = speech
        self._texts = _texts(speech.language)

    def lines(self, status: SetupStatus) -> Iterator[str]:
        company = status.company
        yield self._say(
            "company",
            name=company.name or self._texts["unnamed"],
            currency=company.currency,
            time_zone=company.time_zone,
            month=company.fiscal.first_month,
        )
        if there := [one for one in status.kinds if one.rows]:
            yield self._texts["there"]
            yield from (self._there(one) for one in there)
        if status.missing:
            if status.first is not None:
                yield self._first(status.first)
            yield self._texts["missing"]
            yield from (self._missing(one) for one in status.missing)
            yield self._texts["ways"]
        else:
            yield self._texts["nothing_missing"]

    def kinds(self, status: SetupStatus) -> list[dict[str, Any]]:
        return [
            {
                "kind": one.kind,
                "label": self._called(one.labels),
                "rows": one.rows,
                "text": (self._there(one) if one.rows else self._missing(one)).strip(),
            }
            for one in status.kinds
        ]

    def how(self, lacking: Sequence[str], said: str) -> str:
        found = [kinds()[name] for name in lacking]
        named = self._between([self._called(one.labels) for one in found])
        who = dict.fromkeys(role for one in found for role in who_loads(one))
        roles = self._between([self._role(one) for one in who])
        return self._say("how", said=said, kinds=named, who=roles)

    def _there(self, one: KindStatus) -> str:
        return self._say("has", kind=self._called(one.labels), rows=one.rows)

    def _first(self, one: KindStatus) -> str:
        possible = self._between([self._texts["feeds"][code] for code in one.feeds])
        return self._say("first", kind=self._called(one.labels), possible=possible)

    def _missing(self, one: KindStatus) -> str:
        possible = self._between([self._texts["feeds"][code] for code in one.feeds])
        who = self._between([self._role(role) for role in one.who])
        return self._say("lacks", kind=self._called(one.labels), possible=possible, who=who)

    def _called(self, labels: Mapping[str, str]) -> str:
        return labels.get(self._speech.language) or labels[ABROAD]

    def _role(self, role: str) -> str:
        return self._speech.say(f"role.{role}")

    def _between(self, parts: Sequence[str]) -> str:
        between: str = self._texts["between"]
        return between.join(parts)

    def _say(self, key: str, **values: object) -> str:
        return self._speech.format(self._texts[key], **values)


@cache
def _texts(language: str) -> Mapping[str, Any]:
    return fallen_back(lambda one: read_toml(TEXTS / f"{one}.toml"), language)
