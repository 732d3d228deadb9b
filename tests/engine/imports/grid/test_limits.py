"""A small file never comes to be a large one: each is read by a process that has little room."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from engine.imports.grid import limits
from engine.imports.grid.limits import MEGABYTE, Room
from engine.imports.grid.reading import read_sheets
from engine.values.errors import InvalidInput
from tests.engine.imports.grid.swollen import SWOLLEN

# What reading may take above what the process has, and how long (of the processor).
ROOM, SECONDS = 400 * MEGABYTE, 20
ROOT = Path(__file__).parents[4]


def read_in_little_room(path: str) -> str:
    """The code that the file is refused by, if it is."""
    # What calamine takes is taken before: it is no part of what a file takes.
    import engine.imports.grid.ods
    import engine.imports.grid.text
    import engine.imports.grid.xls
    import engine.imports.grid.xlsx  # noqa: F401

    content = Path(path).read_bytes()
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    has = pages * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (has + ROOM, has + ROOM))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        read_sheets("a", content)
    except InvalidInput as error:
        return error.code
    return ""


@pytest.mark.parametrize("name", SWOLLEN)
def test_it_is_refused_before_it_takes_room(name: str, tmp_path: Path) -> None:
    made, code = SWOLLEN[name]
    path = tmp_path / name
    path.write_bytes(made())
    ran = subprocess.run(
        [sys.executable, "-m", __name__, str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout.strip()) == (0, code), ran.stderr[-500:]


def test_a_file_may_have_as_many_cells_as_its_size_tells() -> None:
    room = Room("a", 1_000_000)
    room.check(1_000_000, 8)
    with pytest.raises(InvalidInput, match="file_too_sparse"):
        room.check(1_000_000, 9)


def test_all_sheets_together_have_that_room() -> None:
    room = Room("a", 0)
    room.next_sheet()
    room.check(1_000_000, 3)
    room.next_sheet()
    with pytest.raises(InvalidInput, match="file_too_sparse"):
        room.check(1_000_000, 2)


def test_reading_ends_when_its_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SECONDS", 0.0)
    with pytest.raises(InvalidInput, match="file_too_slow"):
        read_sheets("a.csv", b"1,2\n" * 600_000)


if __name__ == "__main__":
    print(read_in_little_room(sys.argv[1]))
