"""Written forms in a table: what each is read as, and what is none of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.understanding.quantities import Quantity, read_quantities

HERE = Path(__file__).parent
TODAY = date(2026, 11, 28)
SUMS = ("amount", "amount_per_head", "amount_per_session")
PEOPLE = ("headcount", "vague_headcount")


def lines(name: str) -> list[str]:
    text = (HERE / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("# ")]


FORMS = [line.split("\t") for language in ("zh", "en") for line in lines(f"forms-{language}.tsv")]
NONE = [line for language in ("zh", "en") for line in lines(f"no-quantities-{language}.txt")]


def figures(text: str) -> list[Quantity]:
    kinds = (*SUMS, *PEOPLE, "vague_amount", "number")
    return [one for one in read_quantities(text, TODAY, home="CNY") if one.entity in kinds]


def test_the_table_is_as_long_as_it_is_meant_to_be() -> None:
    assert len({form[0] for form in FORMS}) >= 400
    assert len(set(NONE)) >= 400


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form[0])
def test_a_written_form_is_read_as_what_it_is(form: list[str]) -> None:
    text, kind, value, currency, role, *more = form
    [one] = figures(text)
    assert (one.entity, one.value) == (kind, Decimal(value))
    assert one.extra.get("currency") == (None if currency == "-" else currency)
    assert one.extra.get("role") == (None if role == "-" else role)
    expected = dict(pair.split("=") for pair in (more[0].split() if more else []))
    named = ("bound", "tax", "add", "times")
    assert {k: str(v) for k, v in one.extra.items() if k in named} == expected


@pytest.mark.parametrize("text", NONE)
def test_what_only_looks_like_a_number_of_people_or_a_sum_is_none(text: str) -> None:
    assert figures(text) == []
