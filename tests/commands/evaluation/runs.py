"""Runs as they are played and judged, made by hand."""

import csv
from pathlib import Path
from typing import Any

from commands.evaluation.playing import Line, Played
from commands.evaluation.run_folder import COLUMNS, RunFolder
from commands.evaluation.store_changes import Change

REQUEST = Change(table="request", kind="new", row="1", values={"number": "TR-2026-0001"})
FIGURE = Change(table="explanation", kind="new", row="× 1", values={})


def line(user: str, *changes: Change, person: str = "hr", answer: str = "好") -> Line:
    replies = [{"text": answer, "choices": ["确认"]}]
    return Line(person=person, user=user, replies=replies, seconds=0.5, changes=changes)


def played(name: str, *turns: Line, **more: Any) -> Played:
    usual = {"title": "", "person": "hr", "tests": ["export"], "outcome": "", "given": ()}
    return Played(**{**usual, "id": name, "turns": turns, "unprepared": (), "changes": (), **more})


def run_of(path: Path, *dialogues: Played) -> RunFolder:
    run = RunFolder(path)
    run.begin()
    for one in dialogues:
        run.add(one)
    return run


def fill(run: RunFolder, *lines: tuple[str, ...], name: str = "form.tsv") -> None:
    """Fill a form in: dialogue, turn, verdict, fault, outcome, stored, remark."""
    with (run.path / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, dialect="excel-tab")
        writer.writerow(COLUMNS)
        for dialogue, turn, *rest in lines:
            writer.writerow([dialogue, turn, "", *rest])
