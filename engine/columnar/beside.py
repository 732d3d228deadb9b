"""The copy kept up beside the application: in a process of its own, which others hardly feel and
whose memory is given back."""

from __future__ import annotations

import logging
import os
import subprocess
import sys

from engine.columnar.columns import FOLDER, Columns
from engine.settings import CHECKOUT

logger = logging.getLogger(__name__)


def keep_up(columns: Columns) -> None:
    """Make the copy anew where there is something to copy, and the store is so large."""
    with columns.database.reading() as store:
        due = columns.is_wanted(store) and columns.is_behind(store)
    if due:
        _run(columns)


def _run(columns: Columns) -> None:
    # By the environment: a URL has a password in it, and arguments can be read by others.
    told = {
        "PEISUAN_HOME": str(columns.folder.parent),
        "PEISUAN_DATABASE_URL": columns.database.url,
    }
    assert columns.folder.name == FOLDER
    done = subprocess.run(
        [sys.executable, "-m", "engine.columnar"],
        cwd=CHECKOUT,
        env={**os.environ, **told},
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        logger.error("the columnar copy could not be made: %s", done.stderr[-2000:])
