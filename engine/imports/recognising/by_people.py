"""What the people that are known tell of a table's columns: which has their numbers, and whether
the names beside these are theirs or somebody else's (a manager's, whoever changed the record)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.imports.amounts import plain
from engine.imports.kinds.kind import Kind
from engine.imports.recognising.assigning import View
from engine.imports.recognising.headings import tells_of_another
from engine.imports.recognising.vocabulary import words_of

PEOPLE, NUMBER, NAME, CROWD, PERSON = "people", "emp_no", "name", "participants", "person"
# The share of known numbers that makes a column theirs, and that makes it another's.
THEIRS, OTHERS = 0.8, 0.1
LEAST_ROWS = 3


def by_people(
    kind: Kind, view: View, columns: Mapping[str, str], unused: Sequence[str]
) -> dict[str, str]:
    """The columns by field, put right by who is known."""
    found = dict(columns)
    names = view.known.names.get(PERSON, {})
    if NUMBER not in kind.fields or not names:
        return found
    if kind.name != PEOPLE:  # Those of a list of people may all be new.
        found = _numbers_told(kind, view, found, unused)
    if NAME in found and NUMBER in found and _are_others(view, names, found):
        del found[NAME]
    return found


def _numbers_told(
    kind: Kind, view: View, found: dict[str, str], unused: Sequence[str]
) -> dict[str, str]:
    """Numbers of others, superiors or trainers, may be known as well: their headings say so."""
    names, held = view.known.names[PERSON], found.get(NUMBER)
    if held is not None and _share_known(view, names, held) > OTHERS:
        return found
    # Numbers may stand below "Employee", too.
    said = [found[one] for one in (NAME, CROWD) if one in found]
    free = [*unused, *(one for one in said if view.contents[one].share("code") >= THEIRS)]
    theirs = [
        one
        for one in free
        if _share_known(view, names, one) >= THEIRS
        and not tells_of_another(kind.name, NUMBER, view.own[one])
    ]
    if len(theirs) != 1:
        return found
    kept = {name: heading for name, heading in found.items() if heading != theirs[0]}
    return {**kept, NUMBER: theirs[0]}


def _share_known(view: View, names: Mapping[str, str], heading: str) -> float:
    column = view.table.column(heading)
    texts = [text for text in column.texts if text] if column else []
    known = sum(text in names for text in texts)
    return known / len(texts) if len(texts) >= LEAST_ROWS else 0.0


def _are_others(view: View, names: Mapping[str, str], found: Mapping[str, str]) -> bool:
    """Whether no name has a word or sign in common with that of the number beside it."""
    numbers, said = (list(view.table.column(found[one]) or ()) for one in (NUMBER, NAME))
    pairs = {(number, name) for number, name in zip(numbers, said, strict=True) if number in names}
    return len(pairs) >= LEAST_ROWS and not any(
        _alike(name, names[number]) for number, name in pairs if name
    )


def _alike(said: str, known: str) -> bool:
    """Latin names share a word; of Chinese ones a sign is enough."""
    if plain(said).isascii() and plain(known).isascii():
        return bool(set(words_of(said)) & set(words_of(known)))
    return bool(set(plain(said)) & set(plain(known)))
