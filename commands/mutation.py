"""`./peisuan mutate`: faults planted one by one in the code, and which of them no test sees.

mutmut plants them and runs the tests that reach each ([tool.mutmut] in pyproject.toml); here
is which to try, and what came out.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from commands.failure import Failure
from engine.settings import CHECKOUT

COPY = CHECKOUT / "mutants"
SURVIVORS = COPY / "survivors.diff"
AREAS = ("assistant", "engine/analysis")
# A fault that makes the tests hang or crash is seen too.
CAUGHT = ("killed", "timeout", "segfault", "suspicious", "caught by type check")
MISSED = ("survived", "no tests")
AT_ONCE = 400


@dataclass(frozen=True)
class Tried:
    """What became of the faults that were planted in one file, by mutmut's words."""

    file: Path
    planted: int
    outcomes: dict[str, str]

    def count(self, words: Sequence[str]) -> int:
        counted = Counter(self.outcomes.values())
        return sum(counted[word] for word in words)

    @property
    def survivors(self) -> list[str]:
        return [name for name, outcome in self.outcomes.items() if outcome in MISSED]


Paths = Annotated[list[Path] | None, typer.Argument(help="Files or folders; else all.")]
Sample = Annotated[int, typer.Option(help="At most so many faults of each file; 0: all.")]
Seed = Annotated[int, typer.Option(help="Which ones: the same number, the same faults.")]
Workers = Annotated[int, typer.Option(help="So many at a time.")]
Report = Annotated[Path | None, typer.Option(help="A page whose table is to be written anew.")]


def mutate(
    paths: Paths = None,
    sample: Sample = 0,
    seed: Seed = 1,
    workers: Workers = 2,
    report: Report = None,
) -> None:
    """Plant faults and see which the tests miss; what survives is in mutants/survivors.diff."""
    _plant(workers)
    chosen = {file: _names(file) for file in _files(paths or [Path(area) for area in AREAS])}
    tried = {file: _sampled(names, file, sample, seed) for file, names in chosen.items()}
    _run(sorted(name for names in tried.values() for name in names), workers)
    results = [
        Tried(file, len(names), _outcomes(file, tried[file]))
        for file, names in chosen.items()
        if names
    ]
    _print(results)
    _write_survivors(results)
    if report:
        _write_table(report, results, sample, seed)


def _plant(workers: int) -> None:
    """A copy of the code with every fault in it, each switched off."""
    from mutmut.__main__ import create_mutants
    from mutmut.utils.file_utils import copy_also_copy_files, copy_src_dir

    COPY.mkdir(exist_ok=True)
    with redirect_stdout(sys.stderr):
        copy_src_dir()
        copy_also_copy_files()
        create_mutants(workers)


def _files(paths: Iterable[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        inside = path.resolve().relative_to(CHECKOUT)
        files = [inside] if path.suffix == ".py" else sorted(inside.rglob("*.py"))
        found += [file for file in files if _meta(file).exists()]
    if not found:
        raise Failure("there is nothing to plant faults in; see only_mutate in pyproject.toml")
    return found


def _meta(file: Path) -> Path:
    return COPY / f"{file}.meta"


def _names(file: Path) -> list[str]:
    return sorted(json.loads(_meta(file).read_text(encoding="utf-8"))["exit_code_by_key"])


def _sampled(names: Sequence[str], file: Path, most: int, seed: int) -> list[str]:
    if not most or len(names) <= most:
        return list(names)
    return sorted(random.Random(f"{seed} {file}").sample(names, most))


def _run(names: Sequence[str], workers: int) -> None:
    chunks = [names[start : start + AT_ONCE] for start in range(0, len(names), AT_ONCE)]
    for chunk in track(chunks, description=f"{len(names)} faults", console=Console(stderr=True)):
        done = subprocess.run(
            [Path(sys.executable).parent / "mutmut", "run", "--max-children", str(workers), *chunk],
            cwd=CHECKOUT,
            check=False,
            capture_output=True,
            text=True,
        )
        if done.returncode != 0:
            raise Failure(f"the tests do not run without a fault either:\n{done.stdout[-3000:]}")


def _outcomes(file: Path, names: Sequence[str]) -> dict[str, str]:
    from mutmut.stats import status_by_exit_code

    codes = json.loads(_meta(file).read_text(encoding="utf-8"))["exit_code_by_key"]
    return {name: status_by_exit_code[codes[name]] for name in names}


def _rows(results: Sequence[Tried]) -> list[tuple[str, ...]]:
    """By file, those with most that survived first; and all together."""
    ordered = sorted(results, key=lambda one: (-len(one.survivors), one.file))
    whole = Tried(
        Path("all"),
        sum(one.planted for one in results),
        {name: outcome for one in results for name, outcome in one.outcomes.items()},
    )
    return [
        (
            str(one.file),
            str(one.planted),
            str(len(one.outcomes)),
            str(one.count(CAUGHT)),
            str(len(one.survivors)),
            f"{one.count(CAUGHT) / max(1, len(one.outcomes)):.0%}",
        )
        for one in (*ordered, whole)
    ]


COLUMNS = ("file", "faults", "tried", "caught", "survived", "share caught")


def _print(results: Sequence[Tried]) -> None:
    table = Table(*COLUMNS)
    for row in _rows(results):
        table.add_row(*row)
    Console().print(table)


def _write_survivors(results: Sequence[Tried]) -> None:
    from mutmut.mutation.diff_apply import get_diff_for_mutant

    diffs = [
        f"# {name}: {one.outcomes[name]}\n{get_diff_for_mutant(name, path=one.file)}\n"
        for one in results
        for name in one.survivors
    ]
    SURVIVORS.write_text("\n".join(diffs), encoding="utf-8")
    print(f"{len(diffs)} survived: {SURVIVORS}")


BEGIN, END = "<!-- measured -->", "<!-- /measured -->"


def _write_table(page: Path, results: Sequence[Tried], sample: int, seed: int) -> None:
    text = page.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    how = f"{sample} of each file at most, seed {seed}" if sample else "all of them"
    lines = [
        f"Faults tried: {how}.",
        "",
        f"| {' | '.join(COLUMNS)} |",
        f"|{'---|' * len(COLUMNS)}",
        *(f"| {' | '.join(row)} |" for row in _rows(results)),
    ]
    page.write_text("\n".join([before + BEGIN, *lines, END + after]), encoding="utf-8")
