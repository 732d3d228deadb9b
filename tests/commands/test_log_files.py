"""Logs stay within bounds, and nobody else reads them."""

from __future__ import annotations

import stat
from pathlib import Path

from commands.log_files import opened, rotate


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_a_log_is_added_to(tmp_path: Path) -> None:
    for words in (b"first\n", b"second\n"):
        with opened(tmp_path / "a.log") as log:
            log.write(words)
    assert (tmp_path / "a.log").read_bytes() == b"first\nsecond\n"


def test_a_log_is_read_by_its_owner_alone(tmp_path: Path) -> None:
    opened(tmp_path / "a.log").close()
    assert stat.S_IMODE((tmp_path / "a.log").stat().st_mode) == 0o600


def test_a_small_log_is_left(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_bytes(b"1234567890")
    rotate(tmp_path / "a.log", 10, 2)
    assert names(tmp_path) == ["a.log"]


def test_a_full_log_begins_anew_under_the_hand_of_who_writes(tmp_path: Path) -> None:
    with opened(tmp_path / "a.log") as log:
        log.write(b"before" * 10)
        log.flush()
        rotate(tmp_path / "a.log", 10, 2)
        log.write(b"after")
    assert (tmp_path / "a.log").read_bytes() == b"after"
    assert (tmp_path / "a.log.1").read_bytes() == b"before" * 10


def test_so_many_older_ones_are_kept_as_are_wanted(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / "a.log").write_text(f"{number}" * 11)
        rotate(tmp_path / "a.log", 10, 2)
    assert names(tmp_path) == ["a.log", "a.log.1", "a.log.2"]
    assert (tmp_path / "a.log.2").read_text() == "3" * 11


def test_without_older_ones_it_is_emptied(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_text("1" * 11)
    rotate(tmp_path / "a.log", 10, 0)
    assert names(tmp_path) == ["a.log"]
