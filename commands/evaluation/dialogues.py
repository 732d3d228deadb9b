"""`./peisuan eval dialogues`: whole conversations, played for somebody to judge."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from commands.evaluation.files import read_lines
from commands.evaluation.playing import SPEAKERS, play
from commands.evaluation.run_folder import RunFolder
from commands.failure import Failure
from engine.settings import Settings


def dialogues(
    files: Annotated[
        list[Path], typer.Argument(help="JSON lines: id, as or role, turns (or ask), …")
    ],
    today: Annotated[
        date | None,
        typer.Option(parser=date.fromisoformat, metavar="DAY", help="the day it is meant to be"),
    ] = None,
    only: Annotated[list[str] | None, typer.Option(help="the id of one; may be repeated")] = None,
    into: Annotated[Path | None, typer.Option(help="the run's folder, which must be new")] = None,
) -> None:
    """Play each dialogue in a new conversation with a sample company as it was before the first;
    write what was said and stored, and a form for a judge."""
    asked = chosen([one for file in files for one in read_dialogues(file)], only or [])
    run = RunFolder(into or _usual_folder())
    print(f"Writing to {run.path}", file=sys.stderr)
    run.begin(files=[str(file) for file in files], today=str(today or ""), dialogues=len(asked))
    for number, played in enumerate(play(asked, today, run.keep, run.logs), start=1):
        run.add(played)
        seconds = sum(turn.seconds for turn in played.turns)
        print(
            f"{number} of {len(asked)}: {played.id}, {len(played.turns)} turns, {seconds:.1f} s",
            file=sys.stderr,
        )
        for one in played.unprepared:
            print(f"  stored nothing beforehand: {one}", file=sys.stderr)
    print(f"{run.path}: judge the transcripts in form.tsv, as JUDGING.md says; then")
    print(f"./peisuan eval judged {run.path}")


def read_dialogues(file: Path) -> list[dict[str, Any]]:
    """The dialogues of a file, or its questions (`ask`, with what is `right`) as dialogues.

    Raises:
        Failure: one lacks what it needs, or does not say who speaks.
    """
    found = [_as_dialogue(one) for one in read_lines(file, ("id",))]
    if lacking := [one["id"] for one in found if "turns" not in one]:
        raise Failure(f"{file}: {lacking[0]} has neither turns nor what to ask.")
    for one in found:
        if not one.get("as") and one.get("role") not in SPEAKERS:
            raise Failure(f"{file}: {one['id']} says neither `as` whom nor a known `role`.")
    return found


def _as_dialogue(line: dict[str, Any]) -> dict[str, Any]:
    """A question is a dialogue of its own, with what follows on it."""
    if "ask" not in line:
        return line
    turns = [{"user": said, "expect": line.get("right", "")} for said in line["ask"]]
    kind = line.get("kind", "")
    return {**line, "title": kind, "tests": [kind] if kind else [], "turns": turns}


def chosen(asked: Sequence[dict[str, Any]], only: Sequence[str]) -> list[dict[str, Any]]:
    """All, or those of the ids given.

    Raises:
        Failure: an id is there twice, or not at all.
    """
    times = Counter(one["id"] for one in asked)
    if twice := [name for name, count in times.items() if count > 1]:
        raise Failure(f"more than one dialogue is called {', '.join(twice)}.")
    if unknown := [name for name in only if name not in times]:
        raise Failure(f"no dialogue is called {', '.join(unknown)}.")
    return [one for one in asked if not only or one["id"] in only]


def _usual_folder() -> Path:
    return Settings().home / "evaluations" / f"{datetime.now(UTC):%Y%m%d-%H%M%S}"
