"""Effects as lines of a reply."""

from __future__ import annotations

from assistant.rendering.caveats import caveat_lines
from assistant.speech import Speech
from engine.analysis.effect import Effect
from engine.analysis.kirkpatrick import BEHAVIOUR, RESULTS, Outcome
from engine.analysis.kpi import SHARE
from engine.usecases.training_effect import TrainingEffect
from engine.values.results import Figure


def effect_lines(speech: Speech, found: TrainingEffect) -> list[str]:
    proposal = found.next_year
    lines = [verdict_line(speech, found), head_line(speech, found)]
    lines += [outcome_line(speech, row) for row in proposal.outcomes]
    if proposal.missing:
        levels = [speech.say(f"level.{level}") for level in proposal.missing]
        lines.append(speech.say("effect.missing", levels=levels))
    for explained in found.effects:
        lines += measured_lines(speech, explained.result)
    lines.append(
        speech.say(
            "effect.next_year",
            amount=proposal.amount,
            factor=proposal.factor,
            rule=speech.say(f"rule.{proposal.rule}"),
        )
    )
    if found.alternative is not None:
        lines.append(speech.say("effect.alternative", course=found.alternative))
    return lines + caveat_lines(speech, proposal.caveats)


def head_line(speech: Speech, found: TrainingEffect) -> str:
    return speech.say("effect.head", course=found.course, year=found.year, spent=found.spent)


def verdict_line(speech: Speech, found: TrainingEffect) -> str:
    """Whether it worked, by what was measured of it."""
    outcomes = found.next_year.outcomes
    if not outcomes:
        key = "unknown"
    elif any(row.level in (BEHAVIOUR, RESULTS) and row.good for row in outcomes):
        key = "worked" if all(row.good for row in outcomes) else "partly"
    else:
        key = "not_seen"
    return speech.say(f"effect.verdict_{key}", course=found.course)


def outcome_line(speech: Speech, row: Outcome) -> str:
    key = "effect.value" if row.change is None else "effect.change"
    return speech.say(
        key,
        level=speech.say(f"level.{row.level}"),
        measure=row.kpi or row.measure,
        value=value_of(row.value),
        change=row.change,
    )


def value_of(value: float) -> Figure:
    """Measures have no unit of their own: from 0 to 1 they are shares (of the content, of
    those who passed), beyond it marks or counts."""
    return Figure(value, SHARE if 0 <= value <= 1 else "")


def measured_lines(speech: Speech, effect: Effect) -> list[str]:
    line = speech.say(
        f"effect.{effect.method}",
        kpi=effect.kpi,
        value=Figure(effect.value, effect.unit),
        low=Figure(effect.low, effect.unit),
        high=Figure(effect.high, effect.unit),
        relative=""
        if effect.relative is None
        else speech.say("effect.relative", relative=effect.relative),
        level=effect.level,
        trained=effect.trained,
        compared=effect.compared,
    )
    return [line, *caveat_lines(speech, effect.caveats)]
