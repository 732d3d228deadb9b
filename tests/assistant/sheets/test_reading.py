"""What of messages after an answer is done with its sheet, and what is none of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.sheets.operation import Operation
from assistant.sheets.reading import operation_in
from assistant.sheets.said import Seen
from assistant.understanding.quantities.read import read_quantities
from engine.values.fiscal import FiscalCalendar
from tests.assistant.sheets.made import COURSES, SHEETS, UNITS, in_short, meant

HERE = Path(__file__).parent
TODAY = date(2026, 11, 23)
SHORT = {"零售": "RET", "研发": "RD", "精益": "TC-LEAN", "谈判": "TC-NEG", "negotiation": "TC-NEG"}


def lines(name: str) -> list[tuple[str, str, str, str]]:
    found = []
    for language in ("zh", "en"):
        for line in (HERE / f"{name}.{language}.txt").read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                sheet, said, operation = (part.strip() for part in line.split("|"))
                found.append((language, sheet, said, operation))
    return found


def entities(text: str, language: str) -> list[dict[str, object]]:
    """As the pipeline finds them: names by the catalogue, figures and days by their reader."""
    found: list[dict[str, object]] = []
    known = [(name, code, "department") for code, name in UNITS[language]]
    known += [(name, code, "course") for code, name in COURSES[language]]
    for name, code, kind in known:
        start = text.lower().find(name.lower())
        if start >= 0:
            found.append(
                {
                    "entity": kind,
                    "kind": kind,
                    "code": code,
                    "value": name,
                    "start": start,
                    "end": start + len(name),
                }
            )
    for one in read_quantities(text, TODAY, FiscalCalendar(1), home="CNY"):
        value = {"entity": one.entity, "value": str(one.value), "start": one.start, "end": one.end}
        found.append({**value, **one.extra})
    return found


def read(language: str, sheet: str, said: str) -> Operation | None:
    made = SHEETS[sheet](language)
    if sheet == "R" and ("two" in said or "both" in said or "两" in said):
        made = made.with_rows(made.rows[:2])
    return operation_in(said, entities(said, language), TODAY, Seen(sheet=made, whole=made))


@pytest.mark.parametrize(("language", "sheet", "said", "operation"), lines("said"))
def test_what_is_meant(language: str, sheet: str, said: str, operation: str) -> None:
    main = SHEETS[sheet](language).main
    assert in_short(read(language, sheet, said), main) == meant(operation, main)


@pytest.mark.parametrize(
    ("language", "sheet", "said", "operation"),
    [
        ("zh", "H", "这里头最贵的麻烦讲讲", "; most"),
        ("zh", "H", "要不要最贵的", ""),
        ("en", "H", "honestly the cheapest of the bunch", "; least"),
        ("en", "H", "not the cheapest", ""),
        ("en", "H", "if we took the cheapest", ""),
        ("en", "H", "the cheapest for our twelve new testers in march", ""),
    ],
)
def test_what_surely_follows_may_have_words_that_say_nothing(
    language: str, sheet: str, said: str, operation: str
) -> None:
    made = SHEETS[sheet](language)
    seen = Seen(sheet=made, whole=made)
    assert operation_in(said, entities(said, language), TODAY, seen) is None
    found = operation_in(said, entities(said, language), TODAY, seen, follows=True)
    assert in_short(found, made.main) == meant(operation, made.main)
