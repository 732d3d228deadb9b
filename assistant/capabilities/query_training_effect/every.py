"""All courses of a year: which worked best, and what each should get next year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.analysing.marks import mark
from assistant.base import Turn
from assistant.listing import Row, listed, thing
from assistant.sheets.sheet import Cell, Sheet, Thing, column, sheet
from assistant.understanding.quantities.numbers import parse_number
from engine.analysis.kirkpatrick import RESULTS
from engine.usecases.training_effect import TrainingEffect, next_year_budgets
from engine.values.money import Money

MOST_NAMED = 6


def tell_proposals(turn: Turn, year: int | None, worst: bool) -> None:
    """Each course with what it cost and what the rule gives it, all of it summed up first."""
    del worst
    now = turn.message.fiscal.year_of(turn.today)
    # The year to come is the one that it is proposed for.
    found = turn.perform(next_year_budgets, year if year is not None and year < now else None)
    nothing = Money.zero(found[0].spent.currency)
    spent = sum((one.spent for one in found), nothing)
    amount = sum((one.next_year.amount for one in found), nothing)
    head = turn.say(
        "effect.proposals", courses=len(found), spent=spent, amount=amount, year=found[0].year
    )
    order = sorted(found, key=lambda one: (-one.next_year.amount.amount, one.course.code))
    _tell(turn, order, head, [turn.say("effect.proposals_basis")])


def tell_ranking(turn: Turn, year: int | None, worst: bool) -> None:
    """Those that were measured, by what the policy's rule makes of it; how many were not."""
    found = turn.perform(next_year_budgets, year)
    measured = [one for one in found if one.next_year.outcomes]
    if not measured:
        turn.reply(turn.say("effect.none_measured", year=found[0].year, courses=len(found)))
        return
    measured.sort(key=lambda one: (*_worth(one), one.course.code), reverse=not worst)
    chosen = measured[: _most(turn) or len(measured)]
    key = "effect.worst" if worst else "effect.best"
    head = turn.say(key, course=chosen[0].course, year=found[0].year)
    left = [turn.speech.name(one.course) for one in found if not one.next_year.outcomes]
    beside = (
        [turn.say("effect.unmeasured", names=left[:MOST_NAMED], count=len(left))] if left else []
    )
    _tell(turn, chosen, head, [turn.say("effect.ranking_basis"), *beside])


def _most(turn: Turn) -> int | None:
    """The worst three, top 2."""
    found = mark("top_n").search(turn.message.text)
    said = next((one for one in found.groups() if one), "") if found else ""
    number = parse_number(said) if said else None
    return int(number) if number else None


def _worth(one: TrainingEffect) -> tuple[Decimal, int, float]:
    """By the rule's factor, then by how many results got better, then by how much."""
    good = [row for row in one.next_year.outcomes if row.good]
    results = [row for row in good if row.level == RESULTS]
    changed = [abs(row.change) for row in results if row.change is not None]
    return one.next_year.factor, len(results), sum(changed) / len(changed) if changed else 0.0


def _tell(turn: Turn, found: Sequence[TrainingEffect], head: str, basis: Sequence[str]) -> None:
    turn.set(last_explanation=found[0].explanation_id)
    rows = [Row(line=_line(turn, one), thing=thing(turn, "course", one.course)) for one in found]
    turn.reply(head, *listed(turn, rows, sheet=effects_sheet(turn, found, rows, head)), *basis)


def _line(turn: Turn, one: TrainingEffect) -> str:
    return turn.say(
        "effect.course",
        course=one.course,
        spent=one.spent,
        amount=one.next_year.amount,
        factor=one.next_year.factor,
        rule=turn.say(f"rule.{one.next_year.rule}"),
    )


def effects_sheet(
    turn: Turn, found: Sequence[TrainingEffect], rows: Sequence[Row], head: str
) -> Sheet:
    columns = [column(one) for one in ("training", "spent", "measured", "proposal", "next_year")]
    cells: list[tuple[Cell, ...]] = [
        (
            Thing(turn.speech.name(one.course), one.course.code),
            one.spent,
            ", ".join(
                dict.fromkeys(turn.say(f"level.{row.level}") for row in one.next_year.outcomes)
            ),
            turn.say(f"rule.{one.next_year.rule}"),
            one.next_year.amount,
        )
        for one in found
    ]
    told = [(row.thing or {}, row.line, of) for row, of in zip(rows, cells, strict=True)]
    title = head.rstrip(":：")
    made = sheet(title, columns, told, "next_year", "effects", turn.say("effect.ranking_basis"))
    return replace(made, own_file=True)
