"""What a change makes of a request: every field told, relative figures, the agreed price kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.store.database import Database
from engine.usecases.estimate_cost import Training
from engine.usecases.requests.amending import amend_request, preview_amendment
from engine.usecases.requests.changing import later
from engine.usecases.requests.deciding import return_request
from engine.usecases.requests.draft import LineChange, RequestDraft
from engine.usecases.requests.submitting import submit_draft
from engine.values.errors import InvalidInput
from engine.values.money import Money
from engine.values.period import Period
from engine.values.quotation import Quotation
from tests.company import HR, YEAR
from tests.workflow import HEAD, MARCH, Office, build, draft, require_invariants

APRIL = Period(date(YEAR + 1, 4, 1), date(YEAR + 1, 4, 30))


@pytest.fixture
def office(empty_store: Database) -> Iterator[Office]:
    build(empty_store)
    yield Office(empty_store)
    require_invariants(empty_store)


def yuan(amount: int) -> Money:
    return Money(Decimal(amount), "CNY")


def by_head(amount: int) -> Quotation:
    return Quotation.per_head(yuan(amount))


def in_all(amount: int) -> Quotation:
    return Quotation.in_all(yuan(amount))


def changes(office: Office, number: str, change: Any) -> dict[str, tuple[object, object]]:
    found = office.do(HEAD, preview_amendment, number, change).changes
    return {one.field: (one.old, one.new) for one in found}


def amended(office: Office, number: str, **values: Any) -> Any:
    change = LineChange(**values)
    return office.do(HEAD, amend_request, number, change, office.key()).request.lines[0]


@pytest.mark.parametrize(
    ("values", "headcount"),
    [
        ({"headcount": 11}, 11),
        ({"headcount_add": 3}, 11),
        ({"headcount_add": -2}, 6),
        ({"headcount_times": Decimal("0.5")}, 4),
        ({"headcount_times": Decimal(2)}, 16),
    ],
)
def test_people_more_and_fewer(office: Office, values: dict[str, Any], headcount: int) -> None:
    number = office.submit(8)
    assert changes(office, number, LineChange(**values)) == {
        "headcount": (8, headcount),
        "total": (yuan(8_000), yuan(headcount * 1_000)),
    }
    assert amended(office, number, **values).headcount == headcount


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"headcount_add": -8}, "headcount_not_positive"),
        ({"headcount_times": Decimal("0.3")}, "headcount_not_whole"),
        ({"headcount_add": 0}, "nothing_changes"),
        ({"headcount_add": 10_000}, "headcount_beyond_company"),
    ],
)
def test_what_cannot_be_a_number_of_people(
    office: Office, values: dict[str, Any], code: str
) -> None:
    number = office.submit(8)
    with pytest.raises(InvalidInput, match=code):
        office.do(HEAD, preview_amendment, number, LineChange(**values))


def test_a_month_later_is_the_whole_next_month(office: Office) -> None:
    number = office.submit(8)
    assert changes(office, number, LineChange(later_months=1)) == {"period": (MARCH, APRIL)}


def test_days_are_moved_by_days(office: Office) -> None:
    days = Period(date(YEAR + 1, 3, 30), date(YEAR + 1, 3, 31))
    number = office.submit(8, period=days)
    moved = Period(date(YEAR + 1, 4, 13), date(YEAR + 1, 4, 14))
    assert changes(office, number, LineChange(later_days=14)) == {"period": (days, moved)}


@given(st.dates(date(2020, 1, 1), date(2100, 1, 1)), st.integers(-40, 40))
def test_months_are_added_as_on_a_calendar(day: date, months: int) -> None:
    found = later(day, months)
    assert (found.year - day.year) * 12 + found.month - day.month == months
    assert found.day <= day.day
    assert found.day == day.day or later(found.replace(day=1), 1) - found <= (
        date(2020, 1, 2) - date(2020, 1, 1)
    )


def test_every_field_that_changes_is_told(office: Office) -> None:
    number = office.submit(8, reason="old", audience="all")
    change = LineChange(
        headcount=10,
        period=APRIL,
        training=Training(topic="new topic"),
        quoted=by_head(500),
        audience="some",
        reason="new",
    )
    assert set(changes(office, number, change)) == {
        "topic",
        "headcount",
        "unit_cost",
        "total",
        "period",
        "audience",
        "reason",
    }


def test_lines_that_come_and_go_are_told(office: Office) -> None:
    number = office.submit(8)
    two = RequestDraft((*draft(8).lines, *draft(5).lines))
    found = office.do(HEAD, preview_amendment, number, two).changes
    assert {(one.position_no, one.field, one.old, one.new) for one in found} >= {
        (2, "headcount", None, 5)
    }
    office.do(HEAD, amend_request, number, two, office.key())
    gone = office.do(HEAD, preview_amendment, number, draft(8)).changes
    assert {(one.position_no, one.field, one.old, one.new) for one in gone} >= {
        (2, "headcount", 5, None)
    }


# An agreed price.


def quoted(office: Office, **price: Any) -> str:
    training = Training(topic="new topic", **price)
    return office.submit(12, training=training)


def test_a_price_per_head_scales_with_people(office: Office) -> None:
    number = quoted(office, quotation=by_head(2_000))
    line = amended(office, number, headcount=11)
    assert (line.priced_by, line.unit_cost, line.total) == (
        "quotation",
        yuan(2_000),
        yuan(22_000),
    )


@pytest.mark.parametrize("values", [{"period": APRIL}, {"reason": "why"}, {"later_months": 1}])
def test_a_price_for_all_is_kept_to_the_cent(office: Office, values: dict[str, Any]) -> None:
    number = quoted(office, quotation=in_all(26_000))
    line = amended(office, number, **values)
    assert (line.priced_by, line.total) == ("quotation", yuan(26_000))


def test_a_price_for_all_and_other_people_is_asked(office: Office) -> None:
    number = quoted(office, quotation=in_all(26_000))
    with pytest.raises(InvalidInput, match="quotation_for_all") as refusal:
        office.do(HEAD, preview_amendment, number, LineChange(headcount_add=-1))
    asked = refusal.value.args_by_name
    assert (asked["total"], asked["before"], asked["headcount"]) == (yuan(26_000), 12, 11)
    assert asked["in_proportion"] == Money(Decimal("23833.33"), "CNY")


@pytest.mark.parametrize(("how", "total"), [("total", "26000"), ("per_head", "23833.33")])
def test_and_goes_on_as_it_was_answered(office: Office, how: str, total: str) -> None:
    number = quoted(office, quotation=in_all(26_000))
    line = amended(office, number, headcount=11, quotation=how)
    assert (line.headcount, line.total) == (11, Money(Decimal(total), "CNY"))
    # It is still a price for all: the next change asks again.
    with pytest.raises(InvalidInput, match="quotation_for_all"):
        amended(office, number, headcount=10)


def test_a_new_price_needs_no_asking(office: Office) -> None:
    number = quoted(office, quotation=in_all(26_000))
    line = amended(office, number, headcount=11, quoted=in_all(20_000))
    assert line.total == yuan(20_000)


def test_naming_the_same_training_loses_no_price(office: Office) -> None:
    number = quoted(office, quotation=by_head(2_000))
    line = amended(office, number, training=Training(topic="new topic"), headcount=11)
    assert line.total == yuan(22_000)


def test_another_training_has_not_its_price(office: Office) -> None:
    number = quoted(office, quotation=by_head(2_000))
    line = amended(office, number, training=Training(course="TC1"))
    assert (line.priced_by, line.total) == ("history", yuan(12_000))


@pytest.mark.parametrize("price", [{"quotation": by_head(2_100)}, {"quotation": in_all(26_000)}])
def test_sent_again_after_a_return_the_price_is_the_same(
    office: Office, price: dict[str, Any]
) -> None:
    number = quoted(office, **price)
    before = office.do(HEAD, preview_amendment, number, LineChange(reason="why")).before.total
    office.do(HR, return_request, number, office.key(), "please give a reason")
    amended(office, number, reason="audit")
    again = office.do(HEAD, submit_draft, number, office.key()).request
    assert (again.total, again.lines[0].priced_by) == (before, "quotation")
