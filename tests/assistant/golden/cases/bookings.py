"""Transfers, budgets that are set, invoices, exchange rates: what is said of each."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from assistant.flows.names import REQUESTED
from engine.analysis.balance import Balance
from engine.queries.budget import BudgetLineBalance
from engine.queries.rates import Conversion
from engine.usecases.budgets.phases import Phase
from engine.usecases.budgets.setting import BudgetBefore, BudgetReceipt
from engine.usecases.ledger.invoices import InvoiceReceipt
from engine.usecases.ledger.previews import InvoicePreview
from engine.usecases.ledger.rates import Rate
from engine.usecases.ledger.transfers import TransferReceipt
from engine.usecases.requests.listing import RequestList
from engine.usecases.requests.view import RequestView
from engine.values.errors import BudgetExceeded, InvalidInput, NotFound, NotPermitted
from engine.values.money import Money
from engine.values.results import Named
from tests.assistant.golden.made import SALES, WORKSHOP, cny, made
from tests.assistant.golden.records import entity
from tests.assistant.golden.stage import Case, Each
from tests.assistant.steps import (
    STATEMENT_ASKS,
    STATEMENT_ENDS,
    STATEMENT_READS,
    STATEMENT_SUMS_UP,
)

RETAIL = Named("RETAIL", "零售部", "Retail")
PEOPLE = ("周玲", "孙强")


def line(unit: Named, allocated: int, spent: int, year: int = 2026) -> BudgetLineBalance:
    balance = Balance(cny(allocated), cny(12_000), cny(8_000), cny(spent))
    return made(BudgetLineBalance, unit=unit, fiscal_year=year, balance=balance, purpose=None)


FROM, TO = line(SALES, 600_000, 100_000), line(WORKSHOP, 300_000, 40_000)
HAS = made(
    BudgetBefore,
    unit=WORKSHOP,
    fiscal_year=2026,
    currency="CNY",
    line=TO,
    phases=(
        Phase(1, cny(120_000), cny(20_000), cny(100_000)),
        Phase(2, cny(90_000), cny(0), cny(90_000)),
    ),
)
NEW: dict[str, Any] = {
    "unit": WORKSHOP,
    "fiscal_year": 2026,
    "currency": "CNY",
    "line": None,
    "paid_by": SALES,
    "last_year": cny(240_000),
    "phases": (),
}
NO_LINE = NotFound("unknown_line", unit=SALES, year=2025)
SOURCE, TARGET = ({"code": "SALES", "name": "销售部"}, {"code": "W1", "name": "一车间"})
MOVE = {
    "source": SOURCE,
    "target": TARGET,
    "amount": "50000",
    "currency": None,
    "reason": "新设备上线",
}
SET = {"unit": TARGET, "amount": "250000", "currency": None, "year": 2026}
BOOKED = {"request": "TR-2026-0012", "invoice": "INV-88", "amount": "20000", "currency": "CNY"}
HOLDS = {"currency": "USD", "rate": "7.12"}
FOREIGN = Money(Decimal(500), "USD")
INVOICED = made(
    InvoicePreview,
    number="TR-2026-0012",
    unit=WORKSHOP,
    expected=cny(30_000),
    booked=cny(20_000),
    beyond=cny(0),
    line=TO,
    conversion=None,
)
BEYOND = made(
    InvoicePreview,
    number="TR-2026-0012",
    unit=WORKSHOP,
    expected=cny(15_000),
    booked=cny(20_000),
    beyond=cny(5_000),
    late=True,
    line=TO,
    conversion=Conversion(FOREIGN, cny(20_000), Decimal("7.12"), date(2026, 11, 2)),
)


def unit_said(start: int, name: str, code: str | None, **more: Any) -> dict[str, Any]:
    known = {"code": code} if code else {}
    place = {"start": start, "end": start + len(name)}
    return {"entity": "department", "kind": "department", "value": name, **known, **place, **more}


def begun(name: str, intent: str, **given: Any) -> Case:
    return Case(action=STATEMENT_READS, name=name, intent=intent, **given)


def later(name: str, kind: str, asked: str, so_far: dict[str, Any], **given: Any) -> Case:
    slots = {"statement": kind, "statement_said": so_far, "draft_key": "m0", REQUESTED: asked}
    return Case(action=STATEMENT_READS, name=name, slots=slots, **given)


def asking(name: str, kind: str, asked: str, said: dict[str, Any], **results: object) -> Case:
    slots = {"statement": kind, "statement_said": said, REQUESTED: asked}
    return Case(action=STATEMENT_ASKS, name=name, slots=slots, results=results)


def summing(name: str, kind: str, said: dict[str, Any], **results: object) -> Case:
    slots = {"statement": kind, "statement_said": said, "draft_key": "m0"}
    return Case(action=STATEMENT_SUMS_UP, name=name, slots=slots, results=results)


def storing(name: str, kind: str, said: dict[str, Any], **results: object) -> Case:
    slots = {"statement": kind, "statement_said": said, "confirmed": True, "draft_key": "m0"}
    return Case(action=STATEMENT_ENDS, name=name, slots=slots, results=results)


HEARD = (
    begun(
        "who may not transfer",
        "transfer_budget",
        results={"may": NotPermitted("transfer_budget", "finance"), "holders": PEOPLE},
    ),
    begun(
        "who may not, and nobody may",
        "set_budget",
        results={"may": NotPermitted("set_budget", "management"), "holders": ()},
    ),
    begun(
        "a unit that is not there",
        "transfer_budget",
        said=("从冷冻库调钱", "from Cold store"),
        entities=(unit_said(1, "冷冻库", None, candidates=[{"code": "X", "name": "冷库"}]),),
        results={"may": None},
    ),
    later(
        "a vague amount",
        "transfer_budget",
        "amount",
        {"source": SOURCE, "target": TARGET},
        said=("三五万", "a few thousand"),
        entities=(entity("vague_amount", "三五万"),),
        results={"budget_line": Each((FROM, TO))},
    ),
    begun(
        "a share of no year",
        "set_budget",
        said=("预算定15%", "a budget of 15%"),
        results={"may": None},
    ),
    later(
        "a figure that may lack its thousands",
        "set_budget",
        "confirmed",
        SET,
        said=("不对，260", "sorry, 260"),
        results={"budget_before": HAS},
    ),
    later(
        "several amounts",
        "transfer_budget",
        "amount",
        {},
        said=("5万和3万", "50k or 30k"),
        entities=(
            {"entity": "amount", "value": "50000", "start": 0, "end": 2},
            {"entity": "amount", "value": "30000", "start": 3, "end": 5},
        ),
    ),
    later(
        "a change of nothing",
        "transfer_budget",
        "amount",
        {},
        said=("翻倍", "twice"),
        entities=({"entity": "amount", "value": "2", "start": 0, "end": 2, "times": "2"},),
    ),
    later(
        "nothing to move",
        "transfer_budget",
        "amount",
        {},
        said=("0", "0"),
        entities=(entity("number", 0),),
    ),
    later(
        "another sum and unit while something is missing",
        "transfer_budget",
        "target",
        {"source": SOURCE, "amount": "50000", "currency": None},
        said=("改成6万", "make it 60k"),
        entities=({"entity": "amount", "value": "60000", "start": 2, "end": 4},),
        results={"budget_line": Each((FROM, FROM, FROM))},
    ),
    later(
        "more than there is",
        "transfer_budget",
        "amount",
        {"source": SOURCE, "target": TARGET},
        said=("500万", "5 million"),
        entities=({"entity": "amount", "value": "5000000", "start": 0, "end": 4},),
        results={"budget_line": Each((FROM, TO, FROM))},
    ),
    later(
        "another currency",
        "transfer_budget",
        "amount",
        {"source": SOURCE, "target": TARGET},
        said=("500欧", "500 eur"),
        entities=({"entity": "amount", "value": "500", "start": 0, "end": 4, "currency": "EUR"},),
        results={"budget_line": Each((FROM, TO, FROM))},
    ),
    later(
        "one unit for both",
        "transfer_budget",
        "target",
        {"source": SOURCE},
        said=("销售部", "Sales"),
        entities=(unit_said(0, "销售部", "SALES"),),
    ),
    later(
        "a budget below nothing",
        "set_budget",
        "amount",
        {"unit": TARGET},
        said=("负五", "-5"),
        entities=({"entity": "amount", "value": "-5", "start": 0, "end": 2},),
        results={"budget_before": HAS},
    ),
    later(
        "more of what is not there",
        "set_budget",
        "amount",
        {"unit": TARGET},
        said=("翻倍", "twice"),
        entities=({"entity": "amount", "value": "2", "start": 0, "end": 2, "times": "2"},),
        results={"budget_before": made(BudgetBefore, **{**NEW, "last_year": None})},
    ),
    later(
        "a budget of several units",
        "set_budget",
        "unit",
        {},
        said=("销售部一车间", "Sales, Workshop"),
        entities=(unit_said(0, "销售部", "SALES"), unit_said(3, "一车间", "W1")),
    ),
    later(
        "an invoice with a difference for its sum",
        "record_invoice",
        "amount",
        {},
        said=("翻倍", "twice"),
        entities=({"entity": "amount", "value": "2", "start": 0, "end": 2, "times": "2"},),
    ),
    later(
        "an invoice that the line cannot pay",
        "record_invoice",
        "amount",
        {"request": "TR-2026-0012", "invoice": "INV-88"},
        said=("900000", "900000"),
        entities=(entity("number", 900_000),),
        results={
            "invoiced_request": WORKSHOP,
            "preview_invoice": made(
                InvoicePreview, booked=cny(900_000), beyond=cny(880_000), line=TO, conversion=None
            ),
        },
    ),
    begun(
        "what is no exchange rate",
        "set_rate",
        said=("课酬改成3600", "trainer fee 3600"),
        results={"may": None},
    ),
    later(
        "two currencies",
        "set_rate",
        "rate",
        {},
        said=("美元和欧元", "dollar and euro"),
    ),
)

ASKING = (
    asking("from which unit?", "transfer_budget", "source", {}),
    asking("to which unit?", "transfer_budget", "target", {}),
    asking("how much is moved?", "transfer_budget", "amount", {}),
    asking(
        "why?", "transfer_budget", "reason", {**MOVE, "reason": None}, budget_line=Each((FROM, TO))
    ),
    asking("gives or gets?", "transfer_budget", "side", {"unclear": SOURCE}),
    asking("which year?", "transfer_budget", "year", {"years": [2026, 2027]}),
    asking("whose budget?", "set_budget", "unit", {}),
    asking("which year of the budget?", "set_budget", "year", {"years": [2026, 2027]}),
    asking("how much in all?", "set_budget", "amount", {"unit": TARGET}, budget_before=HAS),
    asking(
        "how much is the first?",
        "set_budget",
        "amount",
        {"unit": TARGET},
        budget_before=made(BudgetBefore, **NEW),
    ),
    asking(
        "of which request?",
        "record_invoice",
        "request",
        {},
        request_status=RequestList(
            (made(RequestView, number="TR-2026-0012", state="approved", waiting=None, home=None),),
            0,
            None,
        ),
    ),
    asking("which number?", "record_invoice", "invoice", {}),
    asking("which sum?", "record_invoice", "amount", {}),
    asking("which currency?", "set_rate", "currency", {}),
    asking("which rate?", "set_rate", "rate", {"currency": "USD"}),
    asking("which day?", "set_rate", "day", {"currency": "USD"}),
    summing("a transfer", "transfer_budget", MOVE, budget_line=Each((FROM, TO, FROM, TO))),
    summing(
        "a transfer of a year",
        "transfer_budget",
        {**MOVE, "year": 2026},
        budget_line=Each((FROM, TO, FROM, TO)),
    ),
    summing("a budget", "set_budget", SET, budget_before=HAS),
    summing("the first budget", "set_budget", SET, budget_before=made(BudgetBefore, **NEW)),
    summing("a quarter's budget", "set_budget", {**SET, "quarter": 2}, budget_before=HAS),
    summing(
        "a budget that suspends what is reserved",
        "set_budget",
        {**SET, "amount": "50000"},
        budget_before=HAS,
    ),
    summing("an invoice", "record_invoice", BOOKED, preview_invoice=INVOICED),
    summing(
        "the last invoice of a closed request, in another currency, on a day",
        "record_invoice",
        {**BOOKED, "final": True, "day": "2026-11-02"},
        preview_invoice=BEYOND,
    ),
    summing(
        "the last invoice, less than was committed",
        "record_invoice",
        {**BOOKED, "final": True},
        preview_invoice=INVOICED,
    ),
    summing("the first rate", "set_rate", HOLDS, rate_before=None),
    summing(
        "a rate from a day",
        "set_rate",
        {**HOLDS, "day": "2026-12-01"},
        rate_before=Rate("USD", "CNY", date(2026, 1, 5), Decimal("7.02")),
    ),
    summing(
        "a rate far from the last",
        "set_rate",
        HOLDS,
        rate_before=Rate("USD", "CNY", date(2026, 1, 5), Decimal("0.71")),
    ),
)

STORING = (
    storing(
        "a transfer",
        "transfer_budget",
        MOVE,
        transfer_budget=TransferReceipt(
            posting=41, source=FROM, target=TO, amount=cny(50_000), repeated=False
        ),
    ),
    storing(
        "a transfer that is refused in the end",
        "transfer_budget",
        MOVE,
        transfer_budget=BudgetExceeded(
            "budget_exceeded", unit=SALES, year=2026, available=cny(3_000), asked=cny(50_000)
        ),
    ),
    storing(
        "a budget",
        "set_budget",
        SET,
        set_budget=BudgetReceipt(line=TO, before=cny(280_000), suspended=(), repeated=False),
    ),
    storing(
        "the first budget",
        "set_budget",
        SET,
        set_budget=BudgetReceipt(
            line=TO, before=cny(0), suspended=(), repeated=False, created=True
        ),
    ),
    storing(
        "a budget that suspends requests",
        "set_budget",
        SET,
        set_budget=BudgetReceipt(
            line=TO, before=cny(280_000), suspended=("TR-2026-0012",), repeated=False
        ),
    ),
    storing(
        "a budget that is refused in the end",
        "set_budget",
        SET,
        set_budget=InvalidInput("year_closed", year=2026),
    ),
    storing(
        "an invoice",
        "record_invoice",
        BOOKED,
        post_invoice=made(
            InvoiceReceipt, number="TR-2026-0012", invoice="INV-88", posting=42, line=TO
        ),
    ),
    storing(
        "an invoice that is refused in the end",
        "record_invoice",
        BOOKED,
        post_invoice=InvalidInput("invoice_known", number="TR-2026-0012", invoice="INV-88"),
    ),
    storing(
        "a rate",
        "set_rate",
        HOLDS,
        record_rate=Rate("USD", "CNY", date(2026, 11, 23), Decimal("7.12")),
    ),
    storing(
        "a rate that is refused in the end",
        "set_rate",
        HOLDS,
        record_rate=InvalidInput("rate_known", day=date(2026, 11, 23), rate=Decimal("7.02")),
    ),
)

CASES = (*HEARD, *ASKING, *STORING)
