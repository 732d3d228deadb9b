"""The command line."""

from __future__ import annotations

import sys

from sqlalchemy.exc import DatabaseError

from commands.app import app_for
from commands.failure import Failure
from commands.terminal import warn
from engine.secret_files import UnusableSecret
from engine.settings import Settings
from engine.store.damage import DamagedStore, is_damaged, said

try:
    app_for(sys.argv[1] if sys.argv[1:] else None)(prog_name="./peisuan")
except (Failure, UnusableSecret, DamagedStore) as failure:
    warn(f"peisuan: {failure}")
    sys.exit(1)
except DatabaseError as error:
    if not is_damaged(error):
        raise
    warn(f"peisuan: {said(Settings().store_url)}")
    sys.exit(1)
