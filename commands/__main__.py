"""The command line."""

from __future__ import annotations

import sys

from commands.app import app
from commands.failure import Failure
from commands.terminal import warn
from engine.secret_files import UnusableSecret

try:
    app(prog_name="./peisuan")
except (Failure, UnusableSecret) as failure:
    warn(f"peisuan: {failure}")
    sys.exit(1)
