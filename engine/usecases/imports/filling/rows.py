"""What every filler of a kind needs: rows as they stream, and things as files call them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.imports.values.catalogue import TABLES, key_of
from engine.store.tables import Alias

# By field; None where nothing is known, "" where a file must have the column all the same.
Said = Mapping[str, object]
Filler = Callable[[Session], Iterator[Said]]
# How large tables are read: a few rows at a time.
STREAMED = {"yield_per": 500}
# What a cell of several names is parted by, and what therefore cannot stand in one.
BETWEEN = "；"
_PARTING = frozenset("、,，;；|\n")


def called(session: Session, catalogue: str) -> dict[int, str]:
    """What each thing of a catalogue is called: by its code where others have its name too."""
    table = TABLES[catalogue]
    things = session.execute(select(table.id, table.code, table.name)).all()
    times = Counter(key_of(name) for _, _, name in things)
    return {key: name if times[key_of(name)] == 1 else code for key, code, name in things}


def other_names(session: Session, catalogue: str) -> dict[str, str]:
    """By code, the other names of things in one cell."""
    found: dict[str, list[str]] = {}
    aliases = select(Alias.code, Alias.name).where(Alias.kind == catalogue).order_by(Alias.id)
    for code, name in session.execute(aliases):
        if not _PARTING & set(name):
            found.setdefault(code, []).append(name)
    return {code: BETWEEN.join(names) for code, names in found.items()}


def per_cent(share: Decimal | None) -> str | None:
    """With its sign: nobody has to guess whether 1 is all of it or a hundredth."""
    return None if share is None else f"{(share * 100).normalize():f}%"


def yes_no(said: bool) -> str:
    return "yes" if said else "no"
