"""Files laid over ours in a copy, and talked with there: how a test adds to the product what
nothing of ours names."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.sources import FOLDERS, SOURCES


def files_in(folder: Path) -> list[Path]:
    """The files of `folder`, each by its place in it."""
    return [path.relative_to(folder) for path in sorted(folder.rglob("*.*")) if path.is_file()]


def lay_over(added: Path, root: Path) -> Path:
    """`root` as ours, with what `added` has behind what our files of that name have."""
    for folder in (*FOLDERS, "tests"):
        if folder != "assistant":
            (root / folder).symlink_to(SOURCES / folder)
    shutil.copytree(SOURCES / "assistant", root / "assistant")
    for file in files_in(added):
        target = root / "assistant" / file
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("a", encoding="utf-8") as words:
            words.write("\n" + (added / file).read_text(encoding="utf-8"))
    return root


def spoken_in(root: Path, given: Mapping[str, Any]) -> dict[str, Any]:
    """What the assistant there answers (`tests/speaking.py`), in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.speaking"],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root), "PEISUAN_HOME": str(root)},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found
