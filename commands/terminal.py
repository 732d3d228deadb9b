"""What is told at the terminal, and in the language of whoever sits there."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from assistant.language import ABROAD, spoken_for
from engine.values.visible import one_line, visible

FILE_WIDTH = 160
# Where the terminal says in which language it is, the first that is set counts.
LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")


def terminal_language(asked: str = "") -> str:
    """As asked for, or the terminal's, if we have it; else that for people abroad."""
    terminal = next((os.environ[name] for name in LOCALES if os.environ.get(name)), "")
    return spoken_for(asked or terminal, ABROAD)


def tell(text: str) -> None:
    """Print what may hold people's words: none of them moves the cursor, or hides a line."""
    print(visible(text))


def tell_table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """The same as a table; nothing of it is cut off where the terminal is narrow."""
    table = Table(*(Column(head, overflow="fold") for head in heads))
    for row in rows:
        table.add_row(*(Text(one_line(word)) for word in row))
    # In a file nothing says how wide it is.
    Console(width=None if sys.stdout.isatty() else FILE_WIDTH).print(table)


def warn(text: str) -> None:
    """The same where errors go."""
    print(visible(text), file=sys.stderr)
