"""The folder of one run: transcripts for the judge, his form, and the same for machines."""

from __future__ import annotations

import csv
import json
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from commands.evaluation.files import read_lines
from commands.evaluation.playing import Played
from commands.evaluation.transcript import transcript
from commands.failure import Failure

HERE = Path(__file__).parent
COLUMNS = ("dialogue", "turn", "user", "verdict", "fault", "outcome", "stored", "remark")
WHOLE = "all"


def faults() -> dict[str, str]:
    """The kinds of faults there are, and what each means."""
    return tomllib.loads((HERE / "faults.toml").read_text(encoding="utf-8"))


class RunFolder:
    """Where one run is written to, dialogue by dialogue, and read from."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.logs = path / "logs"
        self._dialogues = path / "dialogues.jsonl"

    def begin(self, **about: Any) -> None:
        """Make the folder; `about` says of what it is the run.

        Raises:
            Failure: it is there, with something in it.
        """
        if self.path.exists() and any(self.path.iterdir()):
            raise Failure(f"{self.path} is not empty; a run has a folder of its own.")
        for folder in ("transcripts", "files", "logs"):
            (self.path / folder).mkdir(parents=True, exist_ok=True)
        self._write("run.json", json.dumps(about, ensure_ascii=False, indent=1) + "\n")
        kinds = "".join(f"- `{name}`: {said}\n" for name, said in faults().items())
        self._write("JUDGING.md", (HERE / "judging.md").read_text(encoding="utf-8") + kinds)
        self._append("form.tsv", [COLUMNS])

    def keep(self, name: str, content: bytes) -> str:
        """A file that was made in a dialogue; what to show in its place."""
        (self.path / "files" / Path(name).name).write_bytes(content)
        return f"files/{Path(name).name}"

    def add(self, played: Played) -> None:
        """A dialogue that was played: its transcript, and its lines in the form."""
        self._write(f"transcripts/{played.id}.md", transcript(played))
        with self._dialogues.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(played), ensure_ascii=False) + "\n")
        said = [(played.id, number, turn.user) for number, turn in enumerate(played.turns, 1)]
        empty = ("",) * (len(COLUMNS) - 3)
        self._append("form.tsv", [(*one, *empty) for one in [*said, (played.id, WHOLE, "")]])

    def dialogues(self) -> list[dict[str, Any]]:
        """Those that were played, in their order."""
        return read_lines(self._dialogues, ("id", "turns", "tests"))

    def form_lines(self) -> Iterator[tuple[str, dict[str, str]]]:
        """Where a line of a form stands, and what is in it."""
        for file in sorted(self.path.glob("form*.tsv")):
            with file.open(encoding="utf-8-sig", newline="") as text:
                for number, line in enumerate(csv.DictReader(text, dialect="excel-tab"), 2):
                    values = {name: (line.get(name) or "").strip() for name in COLUMNS}
                    yield f"{file.name}, line {number}", values

    def _write(self, name: str, text: str) -> None:
        (self.path / name).write_text(text, encoding="utf-8")

    def _append(self, name: str, lines: Sequence[Sequence[Any]]) -> None:
        with (self.path / name).open("a", encoding="utf-8", newline="") as file:
            csv.writer(file, dialect="excel-tab", lineterminator="\n").writerows(lines)
