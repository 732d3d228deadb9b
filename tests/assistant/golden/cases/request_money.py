"""The request form: sums in other currencies, with tax, by session; ceilings; its own questions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from assistant.flows.names import REQUEST
from engine.analysis.ceiling_fit import CeilingFit
from engine.analysis.quoted import QuotedSum
from engine.queries.rates import Conversion
from engine.usecases.requests.draft import RequestPreview
from engine.values.errors import NotEnoughData
from engine.values.money import Money
from tests.assistant.golden.cases.requests import (
    ALL,
    BEGUN,
    FINE,
    ONE_AUDIENCE,
    PROPOSED,
    QUOTED,
    TWENTY,
    answered,
    opened,
)
from tests.assistant.golden.made import SALES, cny, made
from tests.assistant.golden.records import COURSE_SAID, LINE, cost, entity, proposal
from tests.assistant.golden.stage import Case
from tests.assistant.steps import asks

DOLLARS = Money(Decimal(4_500), "USD")
HOME = Conversion(DOLLARS, cny("32625"), Decimal("7.25"), date(2026, 11, 1))


def quoted(**given: object) -> QuotedSum:
    usual: dict[str, object] = {
        "given": cny(20000),
        "total": cny(20000),
        "counts": "included",
        "tax": None,
        "tax_rate": None,
        "sessions": None,
        "session_size": 15,
    }
    return QuotedSum(**{**usual, **given})  # type: ignore[arg-type]


PRICES = {
    "in dollars": cost(
        priced_by="quotation",
        interval=None,
        total=DOLLARS,
        unit_cost=Money(Decimal(225), "USD"),
        quoted=quoted(given=DOLLARS, total=DOLLARS),
        home=HOME,
    ),
    "by the session": cost(
        priced_by="quotation",
        interval=None,
        total=cny(20000),
        unit_cost=cny(1000),
        quoted=quoted(sessions=2),
    ),
    "without tax": cost(
        priced_by="quotation",
        interval=None,
        total=cny(21200),
        unit_cost=cny(1060),
        quoted=quoted(total=cny(21200), tax="excluded", tax_rate=Decimal(6)),
    ),
    "with tax": cost(
        priced_by="quotation", interval=None, total=cny(20000), quoted=quoted(tax="included")
    ),
}
FITS = {
    "that is kept to": CeilingFit(cny(50000), cny(30200), cny(19800), None),
    "that is too low": CeilingFit(cny(20000), cny(30200), cny(-10200), 13),
    "for all that is too low": CeilingFit(cny(20000), cny(30300), cny(-10300), None),
    "too low for one": CeilingFit(cny(1000), cny(30200), cny(-29200), 0),
}


def summed_up(name: str, price: object, **given: object) -> Case:
    found = made(
        RequestPreview,
        unit=SALES,
        costs=(price,),
        total=cny(30200),
        home=replace(HOME, amount=cny(30200), converted=cny(30200)),
        line=LINE,
        charged=cny(30200),
        **given,
    )
    results = {"preview_request": found, "counts_with_tax": "included"}
    return Case(action=asks(REQUEST, "confirmed"), name=name, slots=ALL, results=results)


MONEY = (
    *(
        opened(
            f"a price {name}",
            entities=(COURSE_SAID, TWENTY, entity("amount", 20000)),
            results={**FINE, "propose_request": proposal(cost=price)},
        )
        for name, price in PRICES.items()
    ),
    *(
        opened(
            f"a ceiling {name}",
            entities=(COURSE_SAID, TWENTY, entity("amount", 20000, role="limit")),
            results={**FINE, "propose_request": proposal(fit=fit)},
        )
        for name, fit in FITS.items()
    ),
    opened(
        "at least so much",
        entities=(COURSE_SAID, TWENTY, entity("amount", 20000, role="limit", bound="at_least")),
    ),
    opened(
        "parts in two currencies",
        entities=(
            COURSE_SAID,
            TWENTY,
            entity("amount", 20000, role="part", currency="EUR"),
            entity("amount", 5000, role="part", currency="USD"),
        ),
    ),
    *(
        opened(
            f"asked: {code}",
            entities=(COURSE_SAID, TWENTY, entity("amount", 300, currency="USD")),
            results={**FINE, "propose_request": NotEnoughData(code, **args)},
        )
        for code, args in (
            ("tax_rate_unknown", {}),
            ("sessions_unknown", {}),
            (
                "no_exchange_rate",
                {"currency": "USD", "quote": "CNY", "day": date(2026, 11, 23)},
            ),
        )
    ),
    summed_up("a price in dollars", PRICES["in dollars"]),
    summed_up("a price without tax", PRICES["without tax"]),
    summed_up("a ceiling", cost(), fits=(FITS["that is kept to"],)),
    answered(
        "another training has another price",
        "reason",
        {**BEGUN, "amount": QUOTED},
        said=("改成安全生产培训", "make it safety training"),
        entities=(entity("course", "安全生产", code="SAFETY"),),
    ),
    answered(
        "the one at hand of two is dropped",
        "period",
        {**ALL, "place": 0, "lines": [{**ALL, "place": 1, "headcount": 5}]},
        said=("取消", "cancel"),
        intent="cancel",
    ),
    answered(
        "a price that may be a slip is no slip",
        "sure",
        {**BEGUN, "proposed": {**ONE_AUDIENCE, "doubts": [{"code": "x", "args": {}}]}},
        said=("没错", "yes"),
        intent="affirm",
    ),
)

OPEN = {"draft_key": "m0"}
CEILING = {"most": {"amount": "50000", "currency": "CNY"}, "per": None}
USD = {"price": {"amount": "225", "currency": "USD"}, "per": "head"}
NARROW = {**ALL, "proposed": PROPOSED, "audience": "narrow", "headcount": 12}
QUESTIONS: tuple[tuple[str, tuple[str, str], dict[str, object]], ...] = (
    ("whether a reason is needed", ("要写理由吗", "is a reason needed?"), BEGUN),
    ("which reason it was", ("理由是什么？", "what was the reason?"), ALL),
    (
        "whether a must needs a reason",
        ("要写理由吗", "is a reason needed?"),
        {**BEGUN, "proposed": {**ONE_AUDIENCE, "must_do": True}},
    ),
    ("how many", ("人数不变吗", "how many people is that?"), BEGUN),
    ("how many, before it was said", ("多少人？", "how many people?"), OPEN),
    ("how much", ("一共多少钱？", "how much is it?"), BEGUN),
    ("how much, before it is known", ("一共多少钱？", "how much is it?"), OPEN),
    ("when", ("什么时候？", "when is it?"), ALL),
    ("when, before it was said", ("什么时候？", "when is it?"), BEGUN),
    ("which course", ("哪门课？", "which course is it?"), BEGUN),
    ("which course, before it was said", ("哪门课？", "which course is it?"), OPEN),
    ("for which unit", ("给哪个部门？", "which unit is it for?"), BEGUN),
    ("who goes", ("谁参加？", "who goes?"), BEGUN),
    ("who goes of the narrower audience", ("谁参加？", "who goes?"), NARROW),
    ("who approves", ("谁审批？", "who approves it?"), BEGUN),
    ("who approves, before it has a price", ("谁审批？", "who approves it?"), OPEN),
    ("what comes next", ("接下来呢？", "what happens next?"), BEGUN),
    ("whether it is submitted", ("提交了吗？", "is it submitted yet?"), ALL),
    ("about tax", ("含税吗？", "is that with VAT?"), BEGUN),
    (
        "about the tax of a price",
        ("含税吗？", "is that with VAT?"),
        {**BEGUN, "amount": {**QUOTED, "tax": "excluded", "tax_rate": "6"}},
    ),
    ("about a rate where none is needed", ("什么汇率？", "which rate?"), BEGUN),
    ("about the rate", ("什么汇率？", "which rate?"), {**BEGUN, "amount": USD}),
    ("about no ceiling", ("有上限吗？", "is there a limit?"), BEGUN),
    ("about the ceiling", ("上限多少？", "what is the limit?"), {**BEGUN, "ceiling": CEILING}),
    (
        "about the ceiling, before there is a price",
        ("上限多少？", "what is the limit?"),
        {**OPEN, "ceiling": CEILING},
    ),
)
ASKS = {
    **FINE,
    "counts_with_tax": "included",
    "approval_route": ("hr", "hr_head", "finance"),
}
OWN_QUESTIONS = tuple(
    answered(
        f"asks {name}",
        "reason" if slots is not ALL else "confirmed",
        slots,
        said=said,
        results=ASKS,
    )
    for name, said, slots in QUESTIONS
)

CASES = (*MONEY, *OWN_QUESTIONS)
