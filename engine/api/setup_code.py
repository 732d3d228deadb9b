"""The code that opens a company's empty store for setting up, until HR can sign in."""

from __future__ import annotations

import hashlib
import secrets
from pathlib import Path

from engine.private_files import write_whole
from engine.settings import Settings
from engine.trust.comparing import same_secret


class SetupCode:
    """Kept as a hash beside the secrets of the installation; made anew at each start, so that
    an earlier one ends. Where there is none, there is nothing to open."""

    def __init__(self, settings: Settings) -> None:
        self._file: Path = settings.home / "secrets" / "setup"

    @property
    def is_open(self) -> bool:
        return self._file.exists()

    def make(self) -> str:
        """A code; shown now, and never again."""
        code = secrets.token_urlsafe(18)
        write_whole(self._file, _hash(code).encode())
        return code

    def opens(self, code: str) -> str | None:
        """What a session keeps to show that it was opened with this code; None for a wrong one."""
        kept = _hash(code)
        return kept if self.is_of(kept) else None

    def is_of(self, kept: str) -> bool:
        """Whether a session was opened with the code that holds now."""
        try:
            held = self._file.read_text()
        except FileNotFoundError:
            return False
        return same_secret(held, kept)

    def end(self) -> None:
        self._file.unlink(missing_ok=True)


def _hash(code: str) -> str:
    return hashlib.sha256(code.strip().encode()).hexdigest()
