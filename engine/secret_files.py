"""The secrets of an installation: made at first use, whole or not at all, and never too short."""

from __future__ import annotations

import secrets
from pathlib import Path

from engine.private_files import write_first

FOLDER = "secrets"
# What is made has 43 characters; whatever is much shorter was cut off, and could be guessed.
SHORTEST = 32


class UnusableSecret(Exception):
    """A secret that opens the door to anybody; the message says what to do."""


def kept_secret(home: Path, name: str) -> str:
    """Of two processes that make it at once, both get the one that was there first.

    Raises:
        UnusableSecret: there is one, and it is too short.
    """
    file = home / FOLDER / name
    if not file.exists():
        write_first(file, secrets.token_urlsafe(32).encode())
    return _long_enough(file)


def require_secrets(home: Path) -> None:
    """At the start: those that are there are whole.

    Raises:
        UnusableSecret: one of them is not.
    """
    for file in too_short(home):
        _long_enough(file)


def too_short(home: Path) -> list[Path]:
    """Or none that can be read at all."""
    return [file for file in kept(home) if len(_content(file) or "") < SHORTEST]


def kept(home: Path) -> list[Path]:
    return sorted((home / FOLDER).glob("[!.]*"))


def _content(file: Path) -> str | None:
    try:
        return file.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return None


def _long_enough(file: Path) -> str:
    found = _content(file)
    if found is None:
        raise UnusableSecret(
            f"the secret {file} cannot be read: it is no file, or not one of the account that "
            "Peisuan runs as. Remove it and start Peisuan again, which makes a new one; people "
            "then sign in again, and programs need new tokens."
        )
    if len(found) < SHORTEST:
        raise UnusableSecret(
            f"the secret {file} has {len(found)} characters instead of {SHORTEST} or more: it was "
            "cut off or emptied. Remove that file and start Peisuan again, which makes a new one; "
            "people then sign in again, and programs need new tokens."
        )
    return found
