"""The command line."""

from __future__ import annotations

import sys

from commands.app import app
from commands.failure import Failure

try:
    app(prog_name="./peisuan")
except Failure as failure:
    print(f"peisuan: {failure}", file=sys.stderr)
    sys.exit(1)
