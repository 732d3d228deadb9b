"""The company's settings, asked at its first load as the files' own questions are."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path

from engine.imports.questions import Question
from engine.queries.company import company_of
from engine.usecases.company_settings import CompanyChange, set_up_company
from engine.usecases.context import Context
from engine.values.company import Company
from engine.values.errors import InvalidInput

NAME, CURRENCY, TIME_ZONE = "company_name", "home_currency", "time_zone"
FISCAL = "fiscal_year_begins"
CODES = (NAME, CURRENCY, TIME_ZONE, FISCAL)


def set_up(context: Context, answers: Mapping[str, str], is_first: bool) -> Company:
    """The company as it was said to be; as it is where nothing was said.

    Raises:
        InvalidInput: something that no company can have; it comes with a later load than the first.
    """
    said = {code: answers[code] for code in CODES if answers.get(code)}
    if not said:
        return company_of(context.session)
    if not is_first:
        raise InvalidInput("company_is_set_up")
    change = CompanyChange(
        name=said.get(NAME),
        currency=said[CURRENCY].upper() if CURRENCY in said else None,
        time_zone=said.get(TIME_ZONE),
        fiscal_first_month=_month(said[FISCAL]) if FISCAL in said else None,
    )
    return set_up_company(context.session, change, context.now)


def settings_asked(
    company: Company, answers: Mapping[str, str], found: Collection[str], is_chinese: bool
) -> Iterator[Question]:
    """What was not said yet. `found` are the currencies in the files: the only one is likely the
    company's, and tells where it is. Of files in other languages than Chinese, without money,
    nothing is likely."""
    alone = next(iter(found)) if len(found) == 1 else None
    likely = answers.get(CURRENCY, alone or (company.currency if is_chinese or found else None))
    proposed = {
        NAME: company.name or None,
        CURRENCY: likely,
        TIME_ZONE: time_zones().get((likely or "").upper()),
        FISCAL: str(company.fiscal.first_month),
    }
    for code, value in proposed.items():
        if code not in answers:
            yield Question(code=code, proposed=value)


@cache
def time_zones() -> Mapping[str, str]:
    """By currency, where the company most likely is."""
    path = Path(__file__).with_name("time_zones.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _month(said: str) -> int:
    try:
        return int(said)
    except ValueError as error:
        raise InvalidInput("unknown_month", month=said) from error
