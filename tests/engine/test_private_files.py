"""Texts of people's data are their owner's alone, wherever they are written to."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from engine.private_files import opened_for_owner


@pytest.mark.parametrize("there", [True, False])
def test_nobody_else_reads_what_is_written(tmp_path: Path, there: bool) -> None:
    file, former = tmp_path / "log.jsonl", os.umask(0)
    try:
        if there:
            file.write_text("something longer than that")
        with opened_for_owner(file) as written:
            written.write("培训")
    finally:
        os.umask(former)
    assert (file.read_text(encoding="utf-8"), file.stat().st_mode & 0o777) == ("培训", 0o600)


def test_what_is_no_file_keeps_its_rights() -> None:
    before = os.stat(os.devnull).st_mode
    with opened_for_owner(Path(os.devnull)) as written:
        written.write("x")
    assert os.stat(os.devnull).st_mode == before
