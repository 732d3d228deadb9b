"""The plan of a year: kept from an allocation, changed by hand, frozen, made the year's budgets."""

from __future__ import annotations

import re
from typing import Any

from pydantic import TypeAdapter

from assistant.base import Turn
from assistant.capabilities.simulate_allocation.arguments import Kept
from assistant.planning.lines_said import courses_said
from assistant.planning.telling import difference_lines, left_words, version_words
from assistant.planning.words import says, version_said
from assistant.statements.booking import (
    not_stored,
    quarter_said,
    refuse_error,
    require_right,
    year_said,
)
from assistant.statements.money_said import money_of, take_amount
from assistant.statements.reason_said import SHORTEST_REASON, reason_said
from assistant.statements.statement import Said, Statement
from assistant.statements.units_said import units_said
from engine.access import Right
from engine.analysis.allocation import BestSet
from engine.usecases.allocation_asked import AllocationAsked
from engine.usecases.plans.budgeting import PlanBudgets, budgets_from_plan, preview_plan_budgets
from engine.usecases.plans.changing import (
    IN,
    OUT,
    ChangedPlan,
    PlanChange,
    change_plan,
    preview_plan_change,
)
from engine.usecases.plans.freezing import freeze_plan
from engine.usecases.plans.looking import plan_of_year, plans_of_year
from engine.usecases.plans.making import PlanReceipt, make_plan
from engine.usecases.plans.versions import PlanView
from engine.usecases.simulate_allocation import SimulatedAllocation, simulate_allocation
from engine.usecases.units import may_in_company
from engine.values.encoding import to_plain
from engine.values.errors import EngineError, InvalidInput
from engine.values.money import Money

MAKE, CHANGE, FREEZE, BUDGETS = "make", "change", "freeze", "budgets"
RIGHTS = {
    MAKE: Right.MAKE_PLAN,
    CHANGE: Right.MAKE_PLAN,
    FREEZE: Right.FREEZE_PLAN,
    BUDGETS: Right.SET_BUDGET,
}
# What the engine lacks of a line, and the question for it.
LACKED = {
    "plan_lacks_unit": "unit",
    "plan_lacks_headcount": "headcount",
    "plan_lacks_amount": "sum",
}
CLAUSE = re.compile(r"[^，,；;。.]+")
_ASKED = TypeAdapter(AllocationAsked)


class PlanStatement(Statement):
    def begin(self, turn: Turn) -> Said:
        deed = _deed(turn)
        require_right(turn, RIGHTS[deed])
        turn.perform(may_in_company, RIGHTS[deed])
        said: Said = {"deed": deed, "refused": 0}
        if deed == MAKE and (kept := turn.slots.get("allocation")):
            said["asked"] = to_plain(Kept.read(kept).asked)
        said = self.take(turn, said, None)
        if deed in (FREEZE, BUDGETS):
            # What cannot be is said before anything is asked.
            turn.perform(plans_of_year, said.get("year"))
        if deed == BUDGETS:
            turn.perform(preview_plan_budgets, said.get("year"))
        return said

    def take(self, turn: Turn, said: Said, asked: str | None) -> Said:
        said = _take_time(turn, said, asked)
        if said["deed"] == MAKE:
            return _take_total(turn, said, asked)
        if said["deed"] == CHANGE:
            return _checked(turn, _take_change(turn, said, asked))
        return said

    def missing(self, said: Said) -> str | None:
        if said["deed"] == MAKE:
            return None if said.get("asked") else "total"
        if said["deed"] == CHANGE:
            return _lacking(said)
        return None

    def ask(self, turn: Turn, missing: str) -> None:
        turn.reply(turn.say(f"planning.ask_{missing}"))

    def summary(self, turn: Turn, said: Said) -> list[str]:
        return _SUMMARIES[said["deed"]](turn, said)

    def store(self, turn: Turn, said: Said, key: str) -> list[str]:
        try:
            return _STORES[said["deed"]](turn, said, key)
        except EngineError as error:
            return not_stored(turn, error)

    def words(self, said: Said, which: str) -> str:
        return f"plan_{said['deed']}"


def _deed(turn: Turn) -> str:
    """The first that it says; to change something, where it says none."""
    text = turn.message.text
    if says("budgets", text):
        return BUDGETS
    named = bool(courses_said(turn))
    if says("freeze", text) and not named:
        return FREEZE
    return MAKE if says("make", text) and not named else CHANGE


def _take_time(turn: Turn, said: Said, asked: str | None) -> Said:
    """The year of the plan, or the quarter of a line; and the version that is meant."""
    quarter = quarter_said(turn)
    if quarter is not None:
        said = {**said, "quarter": quarter}
    elif (year := year_said(turn, asked)) is not None:
        said = {**said, "year": year}
    version = version_said(turn.message)
    return said if version is None else {**said, "version": version}


def _take_total(turn: Turn, said: Said, asked: str | None) -> Said:
    """A total of its own, or the whole budget; else what was allocated last."""
    taken = take_amount(turn, said, "amount" if asked == "total" else asked)
    if taken.get("amount"):
        total = money_of(turn, taken)
        before = _ASKED.validate_python(said["asked"]) if said.get("asked") else AllocationAsked()
        fresh = AllocationAsked(total=total, weights=before.weights, mode=before.mode)
        return {**taken, "asked": to_plain(fresh), "amount": None}
    if not said.get("asked") and says("whole", turn.message.text):
        return {**said, "asked": to_plain(AllocationAsked())}
    return said


def _take_change(turn: Turn, said: Said, asked: str | None) -> Said:
    """What becomes of which lines, and why."""
    text, facts, before = turn.message.text, turn.message.facts, turn.slots.get("statement_said")
    if courses := courses_said(turn):
        said = {**said, "courses": courses}
    elif asked == "course" and text.strip():
        said = {**said, "courses": [{"topic": text.strip()}]}
    take = _taken(text)
    if take is not None:
        said = {**said, "take": take}
    elif said.get("take") == OUT and _says_anew(said, before):
        # What gets another quarter, or more people, stays in after all.
        said = {**said, "take": None, "reason": None}
    units = [one for one in units_said(turn.message) if one.thing and not one.replaced]
    if units:
        said = {**said, "unit": units[0].code}
    if facts.headcount is not None:
        said = {**said, "headcount": int(facts.headcount)}
    elif asked == "headcount" and facts.number is not None:
        said = {**said, "headcount": int(facts.number)}
    said = take_amount(turn, said, "amount" if asked == "sum" else asked)
    reason = reason_said(turn, asked) or (None if asked else _beside(turn))
    return {**said, "reason": reason} if reason and said.get("take") else said


def _beside(turn: Turn) -> str | None:
    """What is said behind a comma and names nothing: "Excel out, people learn it online"."""
    text = turn.message.text
    clauses = [one for one in CLAUSE.finditer(text) if len(one[0].strip()) >= SHORTEST_REASON]
    if len(clauses) < 2:
        return None
    last = clauses[-1]
    entities = (*turn.message.entities, *turn.message.excluded)
    named = any(int(one.get("start") or 0) >= last.start() for one in entities)
    return None if named else last[0].strip()


def _says_anew(said: Said, before: Said | None) -> bool:
    """Whether a quarter is said that was not."""
    return bool(said.get("quarter")) and said.get("quarter") != (before or {}).get("quarter")


def _taken(text: str) -> str | None:
    out, in_ = says("out", text), says("in", text)
    if out == in_:
        return None
    return OUT if out else IN


def _lacking(said: Said) -> str | None:
    if not said.get("courses"):
        return "course"
    if not any(said.get(one) for one in ("take", "quarter", "headcount", "amount", "unit")):
        return "what"
    if said.get("lacks"):
        return str(said["lacks"])
    return "reason" if said.get("take") and not said.get("reason") else None


def _checked(turn: Turn, said: Said) -> Said:
    """What cannot be is said at once; what the engine lacks is asked for."""
    if not said.get("courses") or _lacking({**said, "lacks": None}) == "what":
        return said
    try:
        _preview(turn, said)
    except InvalidInput as error:
        if error.code in LACKED:
            return {**said, "lacks": LACKED[error.code]}
        return refuse_error(turn, said, error, **dict.fromkeys(_doubted(error.code)))
    except EngineError as error:
        return refuse_error(turn, said, error, courses=None)
    return {**said, "lacks": None}


def _doubted(code: str) -> tuple[str, ...]:
    """What is to be said anew."""
    if code.startswith("headcount"):
        return ("headcount",)
    return ("amount",) if code in ("plan_currency", "amount_too_fine") else ("take", "courses")


def _changes(turn: Turn, said: Said) -> list[PlanChange]:
    amount = money_of(turn, said) if said.get("amount") else None
    return [
        PlanChange(
            course=one.get("code"),
            topic=one.get("topic"),
            take=said.get("take"),
            quarter=said.get("quarter"),
            headcount=said.get("headcount"),
            amount=amount,
            unit=said.get("unit"),
        )
        for one in said["courses"]
    ]


def _preview(turn: Turn, said: Said) -> ChangedPlan:
    found: ChangedPlan = turn.perform(
        preview_plan_change, _changes(turn, said), said.get("year"), said.get("version")
    )
    return found


def _asked_of(said: Said) -> AllocationAsked:
    return _ASKED.validate_python(said["asked"])


def _sum_make(turn: Turn, said: Said) -> list[str]:
    found: SimulatedAllocation = turn.perform(simulate_allocation, _asked_of(said))
    allocation = found.allocation
    if isinstance(allocation, BestSet):
        lines, planned = len(allocation.chosen), allocation.cost
    else:
        given = [one.amount for one in allocation.allotments if one.amount.amount]
        lines, planned = len(given), found.total - allocation.left
    words = {"year": found.year, "total": found.total, "planned": planned, "lines": lines}
    return [turn.say("planning.sum_make", **words), turn.say("planning.draft_only")]


def _sum_change(turn: Turn, said: Said) -> list[str]:
    found = _preview(turn, said)
    return [
        turn.say("planning.sum_change", version=version_words(turn.speech, found.plan)),
        *difference_lines(turn.speech, found.lines),
        turn.say("plan.sums", before=found.before, after=found.after),
        left_words(turn.speech, found.total, found.after),
        turn.say("planning.because", reason=said["reason"]) if said.get("reason") else "",
        turn.say("planning.next_version"),
    ]


def _sum_freeze(turn: Turn, said: Said) -> list[str]:
    view = _newest(turn, said)
    return [
        turn.say(
            "planning.sum_freeze",
            version=version_words(turn.speech, view.plan),
            planned=view.planned,
            lines=len([one for one in view.lines if one.is_in]),
        ),
        left_words(turn.speech, view.plan.total, view.planned),
        turn.say("planning.final"),
    ]


def _newest(turn: Turn, said: Said) -> PlanView:
    """The version that would be frozen."""
    versions = turn.perform(plans_of_year, said.get("year"))
    version = said.get("version") or versions[-1].version
    view: PlanView = turn.perform(plan_of_year, versions[-1].fiscal_year, version)
    return view


def _sum_budgets(turn: Turn, said: Said) -> list[str]:
    found: PlanBudgets = turn.perform(preview_plan_budgets, said.get("year"))
    return [
        turn.say(
            "planning.sum_budgets",
            year=found.fiscal_year,
            version=found.version,
            planned=found.planned,
        ),
        *_budget_lines(turn, found),
        turn.say("allocating.undone"),
    ]


def _budget_lines(turn: Turn, found: PlanBudgets) -> list[str]:
    lines = [
        turn.say("planning.first_budget", unit=one.unit, planned=one.planned)
        if one.now is None
        else turn.say(
            _against(one.planned, one.now),
            unit=one.unit,
            now=one.now,
            planned=one.planned,
            by=_apart(one.planned, one.now),
        )
        for one in found.lines
    ]
    lines += [
        turn.say("planning.other_budget", unit=one.unit, amount=one.allocated)
        for one in found.others
    ]
    return lines


def _against(planned: Money, now: Money) -> str:
    if planned.amount == now.amount:
        return "planning.same_budget"
    return "planning.more_budget" if planned.amount > now.amount else "planning.less_budget"


def _apart(planned: Money, now: Money) -> Money:
    return Money(abs(planned.amount - now.amount), planned.currency)


def _store_make(turn: Turn, said: Said, key: str) -> list[str]:
    done: PlanReceipt = turn.perform(make_plan, _asked_of(said), key, said.get("year"))
    return _stored(turn, "planning.stored_make", done.plan)


def _store_change(turn: Turn, said: Said, key: str) -> list[str]:
    done: PlanReceipt = turn.perform(
        change_plan,
        _changes(turn, said),
        key,
        said.get("reason"),
        said.get("year"),
        said.get("version"),
    )
    return _stored(turn, "planning.stored_change", done.plan)


def _store_freeze(turn: Turn, said: Said, key: str) -> list[str]:
    done: PlanReceipt = turn.perform(freeze_plan, key, said.get("year"), said.get("version"))
    return _stored(turn, "planning.stored_freeze", done.plan)


def _store_budgets(turn: Turn, said: Said, key: str) -> list[str]:
    done: PlanBudgets = turn.perform(budgets_from_plan, key, said.get("year"))
    words = {"year": done.fiscal_year, "planned": done.planned, "units": len(done.lines)}
    suspended = done.suspended
    return [
        turn.say("planning.stored_budgets", **words),
        turn.say("allocating.suspended", numbers=suspended) if suspended else "",
    ]


def _stored(turn: Turn, key: str, view: PlanView) -> list[str]:
    words: dict[str, Any] = {"version": view.plan.version, "year": view.plan.fiscal_year}
    return [
        turn.say(key, **words, planned=view.planned),
        left_words(turn.speech, view.plan.total, view.planned),
    ]


_SUMMARIES = {
    MAKE: _sum_make,
    CHANGE: _sum_change,
    FREEZE: _sum_freeze,
    BUDGETS: _sum_budgets,
}
_STORES = {
    MAKE: _store_make,
    CHANGE: _store_change,
    FREEZE: _store_freeze,
    BUDGETS: _store_budgets,
}
