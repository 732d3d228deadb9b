"""Phrases filled with values: how money, names, shares and periods read in each language."""

from __future__ import annotations

import string
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any

from babel.numbers import get_currency_name

from assistant.capabilities import CAPABILITIES
from assistant.language import (
    currency_called,
    fallen_back,
    read_toml,
    writes,
)
from assistant.querying.composing.lexicon import usual_names
from engine.analysis.kpi import SHARE
from engine.values.fiscal import FiscalCalendar
from engine.values.money import Money
from engine.values.months import month_end
from engine.values.period import Period
from engine.values.results import Figure, Named
from engine.values.visible import one_line

# What imports call the unit above those they were told of.
ROOT = "COMPANY"

# What is said of figures, whichever question wants them.
FIGURES = Path(__file__).parents[1] / "querying" / "texts"
# What is said of files that are loaded.
LOADS = Path(__file__).parents[1] / "imports_told" / "texts"

# From this sum on, what is less than one unit does not matter in an estimate.
SMALL = 100


@cache
def phrases(language: str) -> Mapping[str, str]:
    """Every phrase by its dotted key; what the language lacks, of the one it falls back to."""
    return fallen_back(own_phrases, language)


@cache
def own_phrases(language: str) -> Mapping[str, str]:
    """Those that its own files have."""
    return {key: phrase for file in files(language) for key, phrase in _flat(read_toml(file))}


@cache
def names(language: str) -> Mapping[str, str]:
    """What the catalogue of queries calls its things (`called.measures.spent`): said by the words
    that it is read by."""
    return {f"called.{key}": name for key, name in fallen_back(usual_names, language).items()}


def files(language: str) -> list[Path]:
    """What several say, and what each capability says."""
    own = [one.texts(language) for one in CAPABILITIES.values()]
    return [folder / f"{language}.toml" for folder in (Path(__file__).parent, FIGURES, LOADS)] + own


def _flat(tree: Mapping[str, Any], prefix: str = "") -> Iterable[tuple[str, str]]:
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def whole(value: Money) -> Money:
    """Without cents: an estimate is not that exact. Small sums keep theirs, for there they are
    what tells sums apart (KWD 45.500)."""
    if abs(value.amount) < SMALL:
        return value
    return Money(value.amount.quantize(Decimal(1), ROUND_HALF_UP), value.currency)


@cache
def currency_name(code: str, language: str) -> str:
    """What a currency is called; its code where CLDR has no name for it."""
    return currency_called(language, code) or str(get_currency_name(code, locale=language))


def _signed(value: float, said: str, minus: str = "") -> str:
    """`said` with a plus where there is more; `minus` where it does not say so itself."""
    return f"+{said}" if value > 0 else f"{minus}{said}" if value < 0 else said


class Speech(string.Formatter):
    """One language's voice. In a phrase, `{total:money}` names the value and how it reads."""

    def __init__(self, language: str, fiscal: FiscalCalendar | None = None) -> None:
        self.language = language
        self.fiscal = fiscal or FiscalCalendar()
        self._explained: set[int] = set()
        self._writes = writes(language)
        self.readings: dict[str, Callable[[Any], str]] = {
            "money": self.money,
            "about": lambda value: self.money(whole(value)),
            "name": self.name,
            "topic": self.topic,
            "own": self.own_words,
            "person": lambda value: f"{value.name} {value.code}",
            "percent": self.percent,
            "points": self.points,
            "count": lambda value: f"{value:,}",
            "decimal": lambda value: f"{value:.1f}",
            "level": lambda value: f"{value:.2f}",
            "p": lambda value: "p < 0.001" if value < 0.001 else f"p = {value:.3f}",
            "day": self.day,
            "month": self.month,
            "year": self.year,
            "fiscal_year": self.fiscal_year,
            "period": self.period,
            "people": self.people,
            "figure": self.figure,
            "currency": self.currency,
            "hours": lambda value: f"{Decimal(value).normalize():f}",
            "rate": lambda value: f"{Decimal(value).normalize():f}",
            "difference": self.difference,
            "distance": self.distance,
            "change": lambda value: _signed(float(value), self.percent(value)),
            "ratio": lambda value: f"{value:.2f}",
        }

    def say(self, key: str, /, **values: object) -> str:
        """The phrase `key` with its values filled in."""
        if key in names(self.language):
            return names(self.language)[key]
        return self.format(phrases(self.language)[key], **values)

    def knows(self, key: str) -> bool:
        return key in phrases(self.language) or key in names(self.language)

    def format_field(self, value: Any, spec: str) -> str:
        """A value is words, and of one line: a phrase alone begins lines."""
        return one_line(self.readings[spec](value) if spec else str(value))

    def money(self, value: Money | Mapping[str, str]) -> str:
        """Also of plain data, as a stored notice has it. Never without its currency, which is
        named so that no two are alike: 元 is the Chinese one, $ no one in particular."""
        if isinstance(value, Mapping):
            value = Money(Decimal(value["amount"]), value["currency"])
        amount = f"{value.amount:,}"
        if not value.amount % 1:
            amount = f"{value.amount:,.0f}"
        return self._written("money", amount=amount, currency=self.currency(value.currency))

    def currency(self, code: str) -> str:
        """Its code, or its name where the language writes that."""
        return currency_name(code, self.language) if self._writes["currency_by_name"] else code

    def name(self, value: Named | Mapping[str, str] | str) -> str:
        """The name in this language, else the one the company uses. The top of a directory
        that names none is called what it is."""
        if isinstance(value, str):
            value = {"name": value}
        if isinstance(value, Named):
            value = {"name": value.name, "name_en": value.name_en or ""}
        if value["name"] == ROOT:
            return self.say("unit.whole_company")
        return one_line((self._writes["english_names"] and value.get("name_en")) or value["name"])

    def topic(self, value: Named | Mapping[str, str] | str) -> str:
        """What the catalogue has by its name; anything else in the words of whoever wrote it."""
        return self.own_words(value) if isinstance(value, str) else self.name(value)

    def own_words(self, words: str) -> str:
        """Somebody's own words stand in quotation marks, and cannot end them: nothing in them is
        taken for what we say."""
        marks = phrases(self.language)["request.own_words"].format(words="")
        return self.say("request.own_words", words="".join(c for c in words if c not in marks))

    def percent(self, value: float | Decimal) -> str:
        return f"{float(value) * 100:.1f}".removesuffix(".0") + "%"

    def points(self, value: float) -> str:
        number = f"{value * 100:.1f}".removesuffix(".0")
        return self._written("points", number=number)

    def figure(self, value: Figure) -> str:
        """A KPI's value in its own unit."""
        if value.unit == SHARE:
            return self.percent(value.value)
        return f"{value.value:,.2f}".removesuffix(".00")

    def distance(self, value: Figure) -> str:
        """How far two of a KPI's values are apart; shares by percentage points."""
        size = abs(value.value)
        return self.points(size) if value.unit == SHARE else self.figure(Figure(size, value.unit))

    def difference(self, value: Figure) -> str:
        """The same with its sign."""
        return _signed(value.value, self.distance(value), minus="-")

    def month(self, value: date) -> str:
        return self._dated("month", value)

    def period(self, value: Period) -> str:
        first, last = value.start, value.end
        if first.day != 1 or last != month_end(last):
            return self._days(first, last)
        if (first.year, first.month) == (last.year, last.month):
            return self.month(first)
        if first.year == last.year:
            return self._dated("months_in_year", first, last)
        return f"{self.month(first)}–{self.month(last)}"

    def day(self, value: date) -> str:
        return self._dated("day", value)

    def _days(self, first: date, last: date) -> str:
        """Days that are no whole months: what both have in common is said once."""
        if first == last:
            return self.day(first)
        if first.year != last.year:
            return f"{self.day(first)} – {self.day(last)}"
        return self._dated(
            "days_in_month" if first.month == last.month else "days_in_year", first, last
        )

    def _dated(self, form: str, first: date, last: date | None = None) -> str:
        """A day, or the days from one to another, in that form of the language."""
        names, last = self._writes["month_names"], last or first
        return self._written(
            form,
            year=first.year,
            month=first.month,
            day=first.day,
            month_name=names[first.month - 1],
            last_month=last.month,
            last_day=last.day,
            last_month_name=names[last.month - 1],
        )

    def _written(self, form: str, **values: object) -> str:
        written: str = self._writes[form]
        return written.format(**values)

    def year(self, value: int) -> str:
        """A fiscal year; where it is no calendar year, with its months the first time that
        this voice says it."""
        if value in self._explained:
            return self._year_name(value)
        self._explained.add(value)
        return self.fiscal_year(value)

    def fiscal_year(self, value: int) -> str:
        """The same, always with its months."""
        name = self._year_name(value)
        if self.fiscal.is_calendar_year:
            return name
        first, last = self.fiscal.days(value)
        months = f"{self.month(first)}–{self.month(last)}"
        return self._written("year_with_months", name=name, months=months)

    def _year_name(self, value: int) -> str:
        form = "calendar_year" if self.fiscal.is_calendar_year else "fiscal_year"
        return self._written(form, year=value, short_year=value % 100)

    def people(self, names: Iterable[str]) -> str:
        between: str = self._writes["between"]
        return between.join(names)
