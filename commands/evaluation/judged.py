"""`./peisuan eval judged`: how good a run was, from the form that a judge filled in."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from commands.evaluation.form import JudgedDialogue, JudgedTurn, Verdict, read_judgement
from commands.evaluation.run_folder import RunFolder

ANOTHER_QUESTION = "another_question"


def judged(
    run: Annotated[Path, typer.Argument(help="the folder of a run, with its form filled in")],
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object, for machines")] = False,
) -> None:
    """Count what the judge said of turns and dialogues, in all and by kind of test."""
    judgement = read_judgement(RunFolder(run))
    summary = summarise(judgement.dialogues) | {"problems": list(judgement.problems)}
    if as_json:
        print(json.dumps(summary, ensure_ascii=False))
    else:
        print("\n".join(_lines(summary)))


def summarise(dialogues: Sequence[JudgedDialogue]) -> dict[str, Any]:
    """All counts, as they are written for machines."""
    turns = _turns(dialogues)
    named = Counter(fault for turn in turns for fault in turn.faults)
    return {
        **_counts(dialogues),
        "harms": {one.id: one.remark for one in dialogues if one.harm},
        "another_question": named[ANOTHER_QUESTION] / len(turns) if turns else 0.0,
        "faults": dict(named.most_common()),
        "tests": {
            test: _counts([one for one in dialogues if test in one.tests])
            for test in sorted({test for one in dialogues for test in one.tests})
        },
    }


def _counts(dialogues: Sequence[JudgedDialogue]) -> dict[str, dict[str, int]]:
    return {
        "turns": _by_verdict([turn.verdict for turn in _turns(dialogues)]),
        "dialogues": _by_verdict([one.verdict for one in dialogues]),
    }


def _by_verdict(verdicts: Sequence[Verdict]) -> dict[str, int]:
    return {str(verdict): verdicts.count(verdict) for verdict in Verdict}


def _turns(dialogues: Sequence[JudgedDialogue]) -> list[JudgedTurn]:
    return [turn for one in dialogues for turn in one.turns]


def _lines(summary: dict[str, Any]) -> Iterator[str]:
    yield f"{'':24}{'turns':^30}{'dialogues':^30}"
    yield f"{'':24}" + "".join(f"{name:>8}" + " " * 2 for name in [*Verdict] * 2)
    yield f"{'all':24}{_row(summary)}"
    yield from (f"{name:24}{_row(counts)}" for name, counts in summary["tests"].items())
    yield f"\nturns that answer another question: {summary['another_question']:.1%}"
    yield f"harms: {len(summary['harms'])}"
    yield from (f"  {name}: {remark}" for name, remark in summary["harms"].items())
    yield "\nkinds of faults"
    yield from (f"  {name:22}{times:4d}" for name, times in summary["faults"].items())
    if summary["problems"]:
        yield "\nthe form"
        yield from (f"  {problem}" for problem in summary["problems"])


def _row(counts: dict[str, Any]) -> str:
    return "".join(_cells(counts[kind]) for kind in ("turns", "dialogues"))


def _cells(counts: dict[str, int]) -> str:
    whole = sum(counts.values()) or 1
    return "".join(f"{count:4d} {count / whole:4.0%} " for count in counts.values())
