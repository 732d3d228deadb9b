"""What a course earned for what it cost; and what is lacking where that cannot be told."""

from __future__ import annotations

from decimal import Decimal

from assistant.analysing.marks import mark
from assistant.asking.days import years_asked
from assistant.base import Turn
from assistant.capabilities.query_training_effect.lines import outcome_line
from assistant.draft import money_said
from assistant.rendering.caveats import caveat_lines
from assistant.units import unit_code
from engine.analysis.roi import Roi
from engine.usecases.training_effect import training_effect
from engine.usecases.training_value import RoiAsked, budget_efficiency, training_roi
from engine.values.errors import NotEnoughData
from engine.values.money import Money

PER_CENT = Decimal(100)


def tell_return(turn: Turn, code: str, year: int | None) -> None:
    asked = RoiAsked(
        course=code,
        year=year,
        benefit=_benefit(turn),
        isolation=_share(turn, "isolation"),
        confidence=_share(turn, "confidence"),
    )
    found = turn.perform(training_effect, code, year)
    try:
        answer = turn.perform(training_roi, asked)
    except NotEnoughData as error:
        if error.code != "no_benefit_in_money":
            raise
        turn.set(last_explanation=found.explanation_id)
        rows = [outcome_line(turn.speech, row) for row in found.next_year.outcomes]
        known = turn.say("effect.roi_measured") if rows else turn.say("effect.roi_unmeasured")
        turn.reply(
            turn.say("effect.roi_unknown", course=found.course, year=found.year),
            turn.say("effect.roi_lacks", spent=found.spent),
            known,
            *rows,
            turn.say("effect.roi_how"),
        )
        return
    turn.set(last_explanation=answer.explanation_id)
    turn.reply(*_lines(turn, answer.result, found.course, asked))


def _lines(turn: Turn, roi: Roi, course: object, asked: RoiAsked) -> list[str]:
    parts = [
        turn.say(f"effect.roi_{name}", share=share)
        for name in ("isolation", "confidence")
        if (share := getattr(asked, name)) is not None
    ]
    key = "effect.roi_pays" if roi.roi > 0 else "effect.roi_does_not"
    return [
        turn.say(key, course=course, roi=roi.roi),
        turn.say(
            "effect.roi_basis",
            benefit=roi.benefit,
            parts="".join(parts),
            adjusted=roi.adjusted_benefit,
            cost=roi.cost,
            ratio=roi.ratio,
        ),
        *caveat_lines(turn.speech, roi.caveats),
    ]


def _benefit(turn: Turn) -> Money | None:
    said = turn.message.facts.amount
    return money_said(said, turn.company.currency) if said is not None else None


def _share(turn: Turn, name: str) -> Decimal | None:
    """40 % of it is due to the course; we are 80 % sure."""
    found = mark(name).search(turn.message.text)
    if found is None:
        return None
    digits = next(one for one in found.groups() if one)
    return Decimal(digits) / PER_CENT


def tell_efficiency(turn: Turn) -> None:
    """Whether a changed budget brought more, by the KPI that stands for what it brought."""
    kpi, message = turn.message.facts.kpi, turn.message
    if kpi is None:
        turn.ask_back(turn.say("effect.ask_kpi"))
        return
    now = message.fiscal.year_of(turn.today)
    years = sorted(years_asked(turn, looks_back=True))
    before, after = (years[0], years[-1]) if len(years) > 1 else (now - 1, now)
    answer = turn.perform(budget_efficiency, kpi["code"], before, after, unit_code(turn))
    turn.set(last_explanation=answer.explanation_id)
    found = answer.result
    key = "effect.per_money_more" if found.effect_per_money > 1 else "effect.per_money_less"
    turn.reply(
        turn.say(key, ratio=found.effect_per_money, before=before, after=after),
        turn.say(
            "effect.per_money_basis",
            kpi=kpi,
            budget=found.budget_change,
            effect=found.effect_change,
        ),
        *caveat_lines(turn.speech, found.caveats),
    )
