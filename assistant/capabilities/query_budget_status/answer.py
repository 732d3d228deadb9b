"""What is left of the budget: of this year, of a unit, split, or held against another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from assistant.asking.books import asks_books, tell_books
from assistant.asking.days import is_whole_years, years_asked
from assistant.asking.held import split_history
from assistant.asking.words import says as asks
from assistant.asking.years import leading_year
from assistant.base import PeisuanAction, Turn
from assistant.capabilities.query_budget_status.lines import budget_head, quarter_lines, unit_line
from assistant.charts.charts import budget_chart
from assistant.conversation.framing import Frame, frame_of
from assistant.conversation.what_if import changes_budgets
from assistant.draft import money_said
from assistant.listing import Row, codes_said, listed, page, show_single, thing
from assistant.rendering.comparing import difference_line
from assistant.sheets.making import budget_sheet
from assistant.sheets.saying import reply_table
from assistant.units import unit_code
from engine.queries.budget import BudgetLineBalance
from engine.usecases.budget_status import BudgetStatus, budget_status
from engine.values.errors import NotEnoughData
from engine.values.money import Money
from engine.values.period import Period

# A budget is set for a unit and a fiscal year: it is not split by any of these.
NOT_SPLIT = ("quarter", "month", "course", "position")
PARTS = ("allocated", "actual", "committed", "reserved", "available")


class Answer(PeisuanAction):
    """This year's budget, with a line on next year's; that of the year of the request talked
    about, with a line on this one; another year when asked for."""

    def respond(self, turn: Turn) -> None:
        if changes_budgets(turn.message):
            # What follows is another what-if, and no question about what stands.
            turn.message = replace(turn.message, intent="simulate_allocation")
            turn.told = False
            turn.reply(turn.say("allocation.not_by_unit"), turn.say("allocation.nothing_done"))
            return
        unit, frame, years = unit_code(turn), frame_of(turn.message), years_asked(turn)
        units = sorted(codes_said(turn, "department"))
        if asks_books(turn):
            tell_books(turn)
        elif (wanted := _sum_to_cover(turn)) is not None and len(units) < 2:
            _tell_cover(turn, wanted, unit, years)
        elif frame.cut in NOT_SPLIT:
            _say_not_split(turn, frame.cut, unit, years)
        elif frame.days is not None or frame.unit is not None or len(units) > 1:
            _compare(turn, _sides(turn, units, unit, years, frame))
        else:
            _tell(turn, unit, years)


def _sum_to_cover(turn: Turn) -> Money | None:
    """The sum of which it asks whether it can be paid."""
    said = turn.message.facts.amount
    if said is None or not asks("covers", turn.message.text):
        return None
    wanted = money_said(said, turn.company.currency)
    return wanted if wanted.currency == turn.company.currency else None


def _tell_cover(turn: Turn, wanted: Money, unit: str | None, years: list[int]) -> None:
    """Whether what is left pays for it; of a unit that has others below it, its own line where
    that is said."""
    status = turn.perform(budget_status, unit, years[-1] if years else leading_year(turn))
    own = [one.balance for one in status.lines if one.unit == status.unit]
    left = own[0] if own and asks("own_line", turn.message.text) else status.balance
    rest = left.available - wanted
    enough = rest.amount >= 0
    turn.set(last_explanation=status.explanation_id)
    turn.reply(
        turn.say(
            "budget.covers" if enough else "budget.covers_not",
            unit=status.unit,
            year=status.fiscal_year,
            available=left.available,
            wanted=wanted,
            rest=rest if enough else -rest,
        ),
        turn.say("budget.source"),
    )


def _say_not_split(turn: Turn, cut: str, unit: str | None, years: list[int]) -> None:
    """What the ledger does not tell, the records of trainings may: what was spent when."""
    year = years[-1] if years else turn.message.fiscal.year_of(turn.today)
    if cut == "quarter" and _tell_quarters(turn, unit, year):
        return
    turn.reply(turn.say("budget.not_split", cut=turn.say(f"cut.{cut}"), year=year))
    if cut != "position":
        split_history(turn, cut, unit, Period(*turn.message.fiscal.days(year)))


def _tell_quarters(turn: Turn, unit: str | None, year: int) -> bool:
    """Whether the budget is split into quarters; then it is told by them."""
    status = _status(turn, unit, year)
    if not isinstance(status, BudgetStatus):
        return False
    quarters = quarter_lines(turn.speech, status)
    if quarters:
        turn.set(last_explanation=status.explanation_id)
        source = turn.say("budget.source")
        turn.reply(*budget_head(turn.speech, status), *quarters, source)
    return bool(quarters)


def _tell(turn: Turn, unit: str | None, years: list[int]) -> None:
    this_year, leads = turn.message.fiscal.year_of(turn.today), leading_year(turn)
    other = this_year + 1 if leads == this_year else this_year
    others = [] if years else [_status(turn, unit, other)]
    found = _there(turn, unit, years or [leads], others=others)
    if years and not is_whole_years(turn, years):
        turn.reply(turn.say("budget.by_years", years=[turn.speech.year(one) for one in years]))
    for status in found:
        _tell_one(turn, status, last=status is found[-1], others=others)
    turn.set(last_explanation=found[-1].explanation_id)


def _there(
    turn: Turn, unit: str | None, years: list[int], others: Sequence[BudgetStatus | NotEnoughData]
) -> list[BudgetStatus]:
    """Of the years asked for those that have a budget; else the others'.

    Raises:
        NotEnoughData: none has.
    """
    found = [_status(turn, unit, year) for year in years]
    there = [one for one in found if isinstance(one, BudgetStatus)]
    there = there or [one for one in others if isinstance(one, BudgetStatus)]
    if not there:
        raise next(one for one in found if isinstance(one, NotEnoughData))
    return there


def _status(turn: Turn, unit: str | None, year: int) -> BudgetStatus | NotEnoughData:
    try:
        return turn.perform(budget_status, unit, year)
    except NotEnoughData as error:
        return error


def _tell_one(
    turn: Turn,
    status: BudgetStatus,
    last: bool,
    others: Sequence[BudgetStatus | NotEnoughData],
) -> None:
    frame = frame_of(turn.message)
    lines = _ordered(status, frame.highest)
    rows = [
        Row(line=unit_line(turn.speech, one), thing=thing(turn, "department", one.unit))
        for one in lines
    ]
    sheet = budget_sheet(turn, status, lines, partial(unit_line, turn.speech))
    said = listed(turn, rows, sheet=sheet) if len(rows) > 1 else []
    if len(rows) == 1:
        show_single(turn, sheet)
    shown = page(turn, len(rows))
    turn.reply(
        *(() if frame.highest is not None else budget_head(turn.speech, status)),
        *(() if frame.highest is not None else quarter_lines(turn.speech, status)),
        *(() if frame.highest is not None else (_other_year(turn, status, one) for one in others)),
        *said,
        turn.say("budget.source") if last else "",
        table=reply_table(turn.speech, sheet, shown, said[: len(shown)]),
        file=turn.picture(f"budget-{status.fiscal_year}", budget_chart(turn.speech, status)),
    )


def _ordered(status: BudgetStatus, highest: bool | None) -> list[BudgetLineBalance]:
    """By what is left where most or least was asked for; else the largest budget first."""
    if highest is None:
        return sorted(status.lines, key=lambda line: -line.balance.allocated.amount)
    return sorted(status.lines, key=lambda line: line.balance.available.amount, reverse=highest)


def _other_year(turn: Turn, told: BudgetStatus, found: BudgetStatus | NotEnoughData) -> str:
    this_year = turn.message.fiscal.year_of(turn.today)
    if not isinstance(found, BudgetStatus):
        is_now = told.fiscal_year == this_year
        return turn.say("budget.next_year_none", year=this_year + 1) if is_now else ""
    if found.fiscal_year == told.fiscal_year:
        return ""
    balance = found.balance
    sums = {"allocated": balance.allocated, "available": balance.available}
    return turn.say("budget.other_year", year=found.fiscal_year, **sums)


@dataclass(frozen=True, kw_only=True)
class Side:
    """One of those that are compared, or why it has no budget."""

    name: str
    found: BudgetStatus | NotEnoughData

    @property
    def status(self) -> BudgetStatus | None:
        return self.found if isinstance(self.found, BudgetStatus) else None


def _sides(
    turn: Turn, units: list[str], unit: str | None, years: list[int], frame: Frame
) -> list[Side]:
    this_year = years[-1] if years else leading_year(turn)
    if frame.days is not None:
        other = turn.message.fiscal.year_of(frame.days.start)
        if other == this_year:
            this_year = turn.message.fiscal.year_of(turn.today)
        asked = [(unit, other), (unit, this_year)]
    else:
        others = [frame.unit] if frame.unit else []
        named: list[str | None] = [*units] or [None]
        asked = [(one, this_year) for one in (*named, *others)]
    by_year = frame.days is not None
    return [_side(turn, code, year, by_year) for code, year in asked]


def _side(turn: Turn, unit: str | None, year: int, by_year: bool) -> Side:
    found = _status(turn, unit, year)
    status = found if isinstance(found, BudgetStatus) else None
    if by_year or status is None:
        name = turn.speech.year(year)
        if not by_year:
            name = _name_said(turn, unit) or name
    else:
        name = turn.speech.name(status.unit)
    return Side(name=name, found=found)


def _name_said(turn: Turn, unit: str | None) -> str | None:
    found = (one["value"] for one in turn.message.entities if one.get("code") == unit)
    return next(found, None)


def _compare(turn: Turn, sides: list[Side]) -> None:
    """What stands in each, side by side; of two also the difference.

    Raises:
        NotEnoughData: none has a budget.
    """
    there = [one.status for one in sides if one.status is not None]
    missing = [one.found for one in sides if isinstance(one.found, NotEnoughData)]
    if not there:
        raise missing[0]
    names = [one.name for one in sides]
    same = len({one.unit.code for one in there}) == 1
    what = turn.speech.name(there[-1].unit)
    lines = [
        turn.say("compare.head", what=what, names=names)
        if same
        else turn.say("compare.head_alone", names=names)
    ]
    lines += [turn.say("compare.nothing", name=one.name) for one in sides if one.status is None]
    for part in PARTS:
        sums = [
            (one.name, getattr(one.status.balance, part)) for one in sides if one.status is not None
        ]
        lines.append(difference_line(turn.speech, turn.say(f"column.{part}"), sums))
    rates = [(one.name, _rate(one.status)) for one in sides if one.status is not None]
    said = [turn.say("compare.rate", name=name, rate=rate) for name, rate in rates]
    lines.append(turn.say("compare.rates", rates=said))
    turn.set(last_explanation=there[-1].explanation_id)
    turn.reply(*lines, turn.say("budget.source"))


def _rate(status: BudgetStatus) -> float:
    allocated = status.balance.allocated.amount
    return float(status.balance.actual.amount / allocated) if allocated else 0.0
