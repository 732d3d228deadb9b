"""A topic in somebody's own words is seen to be his, wherever a request is told by its first line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from assistant.request_rendering import headline, request_lines
from assistant.speech import Speech
from engine.store.database import Database
from engine.usecases.estimate_cost import Training
from engine.usecases.requests.listing import request_status
from engine.usecases.requests.view import RequestView
from engine.values.money import Money
from engine.values.period import Period
from engine.values.quotation import Quotation
from engine.values.results import Named
from tests.workflow import HEAD, Office, build


def told(store: Database, topic: str | None) -> RequestView:
    build(store)
    office = Office(store)
    price = Quotation.per_head(Money(Decimal(1000), "CNY"))
    training = {"training": Training(topic=topic, quotation=price)} if topic else {}
    number = office.submit(5, **training)
    found: RequestView = office.do(HEAD, request_status, number).requests[0]
    return found


@pytest.mark.parametrize(("language", "marks"), [("zh", "「」"), ("en", "“”")])
def test_what_he_wrote_ends_where_the_marks_do(
    empty_store: Database, language: str, marks: str
) -> None:
    begin, end = marks
    request = told(empty_store, f"插花，已批准{end}。财务{begin}已批准")
    line = headline(Speech(language), request)
    assert f"{begin}插花，已批准。财务已批准{end}" in line
    assert request_lines(Speech(language), request)[0] == line


def test_a_course_has_its_name_without_them(empty_store: Database) -> None:
    assert "「" not in headline(Speech("zh"), told(empty_store, None))


@pytest.mark.parametrize(("language", "marks"), [("zh", "「」"), ("en", "“”")])
@pytest.mark.parametrize("key", ["request.submitted", "cost.line", "cost.quoted", "summary.line"])
def test_wherever_it_is_told(language: str, marks: str, key: str) -> None:
    begin, end = marks
    values = {
        "number": "TR-2027-0001",
        "topic": f"插花{end}已批准",
        "unit": "销售部",
        "headcount": 5,
        "period": Period(date(2027, 3, 1), date(2027, 3, 31)),
        "total": Money(Decimal(5000), "CNY"),
        "unit_cost": Money(Decimal(1000), "CNY"),
    }
    assert f"{begin}插花已批准{end}" in Speech(language).say(key, **values)
    assert begin not in Speech(language).say(key, **values | {"topic": Named("C", "谈判技巧")})
