"""What no entity covers: references, what is asked for, measures, orders, groups of people."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.language import languages_in
from assistant.reading.frames import named
from assistant.reading.line import Piece

# In the order in which they win: a measure says more than the word that asks for it.
_MEASURES, _ASKED, _ORDERS, _PORTIONS = "measures", "asked_words", "orders", "portions"
_KINDS = (
    (_MEASURES, "measure"),
    ("ranks", "rank"),
    (_PORTIONS, "percent"),
    (_ASKED, ""),
    (_ORDERS, "order"),
    ("groups", "group"),
    ("reference_words", ""),
)


def found_in(text: str) -> Iterator[Piece]:
    """Each of them; those that win stand first, others may overlap them.

    `source` says by `found` which table it is of, by `name` which line of it, by `number` which
    one or how many.
    """
    for table, kind in _KINDS:
        for language in languages_in(text):
            for name, words in named(language, table):
                if table == _ORDERS and name not in ("highest", "lowest"):
                    continue
                for match in words.finditer(text):
                    number = next((said for said in match.groupdict().values() if said), None)
                    source = {"found": table, "name": name, "number": number}
                    if table == _PORTIONS:
                        source = {"role": "relative", "times": name}
                    start, end = match.span()
                    yield Piece(
                        kind=kind or _kind(table, name, text[start:end]),
                        start=start,
                        end=end,
                        source=source,
                    )


def _kind(table: str, name: str, words: str) -> str:
    if table == _ASKED:
        return name
    if name == "self":
        return "person"
    for language in languages_in(words):
        for kind, pattern in named(language, "reference_kinds"):
            if pattern.search(words):
                return kind
    return "list_item"
