"""What a judge filled in, and whether it holds together."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from commands.evaluation.run_folder import WHOLE, RunFolder, faults

HOLDS, FAILS = "holds", "fails"
AS_MEANT, HARM = "as meant", "harm"
# Of the turns of a right dialogue.
FLAWED_AT_MOST = 0.25
LINK = re.compile(r"https?://[^\s\"]+")

FormLine = Mapping[str, str]
FormLines = Mapping[tuple[str, str], FormLine]


class Verdict(StrEnum):
    RIGHT = "right"
    FLAWED = "flawed"
    WRONG = "wrong"


@dataclass(frozen=True, kw_only=True)
class JudgedTurn:
    number: int
    user: str
    verdict: Verdict
    faults: tuple[str, ...] = ()
    remark: str = ""
    answer: str = ""


@dataclass(frozen=True, kw_only=True)
class JudgedDialogue:
    """A dialogue with the verdict that its turns, outcome and harm come to."""

    id: str
    tests: Sequence[str]
    turns: Sequence[JudgedTurn]
    holds: bool
    harm: bool
    remark: str = ""

    @property
    def verdict(self) -> Verdict:
        wrong = sum(turn.verdict is Verdict.WRONG for turn in self.turns)
        flawed = sum(turn.verdict is Verdict.FLAWED for turn in self.turns)
        if not self.holds or wrong > 1 or (wrong and self.harm):
            return Verdict.WRONG
        if wrong or flawed > FLAWED_AT_MOST * len(self.turns):
            return Verdict.FLAWED
        return Verdict.RIGHT


@dataclass(frozen=True)
class Judgement:
    """The dialogues that are judged to the end; what is open, or wrong in the form."""

    dialogues: Sequence[JudgedDialogue]
    problems: Sequence[str]


def read_judgement(run: RunFolder) -> Judgement:
    """What the forms of a run say of its dialogues."""
    lines, problems = _filled(run)
    judged = []
    for dialogue in run.dialogues():
        wrong = list(_wrong(dialogue, lines))
        if not wrong:
            one = _judged(dialogue, lines)
            judged.append(one)
            wrong = list(_contradictions(one, lines[one.id, WHOLE]["verdict"]))
        problems += wrong
    return Judgement(judged, problems)


def _filled(run: RunFolder) -> tuple[dict[tuple[str, str], FormLine], list[str]]:
    """The lines that say something; one that is said twice is a problem."""
    lines: dict[tuple[str, str], FormLine] = {}
    problems = []
    for where, line in run.form_lines():
        key = line["dialogue"], line["turn"]
        if not line["verdict"]:
            continue
        if lines.get(key, line) != line:
            problems.append(f"{where}: {' '.join(key)} is judged a second time, otherwise.")
        lines.setdefault(key, line)
    return lines, problems


def _wrong(dialogue: dict[str, Any], lines: FormLines) -> Iterator[str]:
    """What keeps a dialogue from being counted."""
    name = dialogue["id"]
    turns = [str(number) for number, _ in enumerate(dialogue["turns"], start=1)]
    if open_turns := [turn for turn in [*turns, WHOLE] if (name, turn) not in lines]:
        yield f"{name}: not judged: {', '.join(open_turns)}."
        return
    for turn in turns:
        yield from (f"{name} {turn}: {said}" for said in _wrong_turn(lines[name, turn]))
    whole = lines[name, WHOLE]
    for column, allowed in (
        ("verdict", tuple(Verdict)),
        ("outcome", (HOLDS, FAILS)),
        ("stored", (AS_MEANT, HARM)),
    ):
        if whole[column] not in allowed:
            yield f"{name} {WHOLE}: {column} is {whole[column]!r}, not {' or '.join(allowed)}."


def _wrong_turn(line: FormLine) -> Iterator[str]:
    named = _kinds(line)
    if line["verdict"] not in tuple(Verdict):
        yield f"verdict is {line['verdict']!r}, not {' or '.join(Verdict)}."
    if unknown := [kind for kind in named if kind not in faults()]:
        yield f"there is no kind of fault called {', '.join(unknown)}."
    if bool(named) == (line["verdict"] == Verdict.RIGHT):
        yield "what is right has no fault, and everything else has one."


def _judged(dialogue: dict[str, Any], lines: FormLines) -> JudgedDialogue:
    name = dialogue["id"]
    whole = lines[name, WHOLE]
    return JudgedDialogue(
        id=name,
        tests=dialogue["tests"],
        turns=[
            _judged_turn(number, turn, lines[name, str(number)])
            for number, turn in enumerate(dialogue["turns"], start=1)
        ],
        holds=whole["outcome"] == HOLDS,
        harm=whole["stored"] == HARM,
        remark=whole["remark"],
    )


def _judged_turn(number: int, turn: dict[str, Any], line: FormLine) -> JudgedTurn:
    return JudgedTurn(
        number=number,
        user=turn["user"],
        verdict=Verdict(line["verdict"]),
        faults=_kinds(line),
        remark=line["remark"],
        # Links are others in every run.
        answer=LINK.sub("", json.dumps(turn["replies"], ensure_ascii=False)),
    )


def _contradictions(dialogue: JudgedDialogue, said: str) -> Iterator[str]:
    if said != dialogue.verdict:
        yield (
            f"{dialogue.id}: judged {said}; by its turns and outcome it is {dialogue.verdict}, "
            "and counts as that."
        )
    if dialogue.harm and all(turn.verdict is Verdict.RIGHT for turn in dialogue.turns):
        yield f"{dialogue.id}: there is harm, and every turn is right."


def _kinds(line: FormLine) -> tuple[str, ...]:
    return tuple(kind.strip() for kind in line["fault"].split(",") if kind.strip())
