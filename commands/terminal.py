"""The language of whoever sits at the terminal."""

from __future__ import annotations

import os

from assistant.language import ABROAD, spoken_for

# Where the terminal says in which language it is, the first that is set counts.
LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")


def terminal_language(asked: str = "") -> str:
    """As asked for, or the terminal's, if we have it; else that for people abroad."""
    terminal = next((os.environ[name] for name in LOCALES if os.environ.get(name)), "")
    return spoken_for(asked or terminal, ABROAD)
