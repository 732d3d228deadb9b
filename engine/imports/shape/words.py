"""The words by which the lines around a table are known."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from engine.imports.amounts import plain, read_unit

FILE = Path(__file__).with_name("words.toml")
# Beyond it a text is a sentence, not the name of what a row adds up.
LONG = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    totals: re.Pattern[str]
    part_of_totals: re.Pattern[str]
    counted: re.Pattern[str]
    scales: tuple[re.Pattern[str], ...]
    labels: re.Pattern[str]
    notes: re.Pattern[str]
    hints: re.Pattern[str]
    unnamed: str

    def is_total(self, text: str) -> bool:
        """Whether a cell says that its row adds up others: nothing besides, or as a label."""
        bare = plain(text)
        is_label = bare.endswith(":") and self.may_be_total(text)
        return is_label or bool(self.totals.fullmatch(bare))

    def may_be_total(self, text: str) -> bool:
        """Whether it may say so, beside what it adds up."""
        return len(text) <= LONG and bool(self.part_of_totals.search(plain(text)))

    def counts(self, text: str) -> bool:
        """Whether it says that its row counts the others, or what is usual among them."""
        return bool(self.counted.fullmatch(plain(text)))

    def sums_up(self, text: str) -> bool:
        """Whether a row that says no more is of sums or means, whose figures are not there."""
        return self.is_total(text) or self.counts(text)

    def is_note(self, text: str) -> bool:
        """Whether a line that is one cell is a note, and no row."""
        return self.is_label(text) or bool(self.notes.match(plain(text)))

    def is_label(self, text: str) -> bool:
        """Whether a cell begins a note with what it is about: 制表人：王丽."""
        return bool(self.labels.match(plain(text)))

    def is_hint(self, text: str) -> bool:
        """Whether a cell says to those who fill a form that they have to."""
        return bool(self.hints.fullmatch(plain(text)))

    def scale_in(self, text: str) -> str | None:
        """The unit of the amounts that a line says: 万元, k€; None if it says none. A line that
        is nothing else says one (A$'000); a mere currency may be anything."""
        unit = read_unit(plain(text))
        if unit is not None and unit.scale > 1 and unit.marks:
            return plain(text)
        for pattern in self.scales:
            for found in pattern.finditer(plain(text)):
                if (said := _unit(found["unit"])) is not None:
                    return said
        return None


def _unit(text: str) -> str | None:
    words = text.split(" ")
    for count in range(min(len(words), 4), 0, -1):
        said = " ".join(words[:count])
        unit = read_unit(said)
        # One letter alone (m, w) may mean anything.
        if unit is not None and not unit.is_plain and (unit.marks or len(said) > 1):
            return said
    return None


@lru_cache(maxsize=1)
def words() -> Words:
    said = tomllib.loads(FILE.read_text(encoding="utf-8"))
    counted = "|".join(said["totals"]["counts"])
    whole, part = "|".join(said["totals"]["whole"]), "|".join(said["totals"]["part"])
    begins = "|".join(said["notes"]["begins"])
    return Words(
        totals=re.compile(rf"\W*+(?:{whole})[^\w(]*+(?:\([^()]*\))?\W*+"),
        part_of_totals=re.compile(rf"^\W*+(?:{part}|{whole})|(?:{part})\W*+$"),
        counted=re.compile(rf"[^\w#]*+(?:{counted})\W*+"),
        scales=tuple(re.compile(one) for one in said["scale"]["patterns"]),
        labels=re.compile(rf"[\W_]*+(?:{begins})[^:]{{0,8}}:"),
        notes=re.compile(rf"[*※•]+ ?\S|(?:{begins})$"),
        hints=re.compile(rf"\W*+(?:{'|'.join(said['hints']['whole'])})\W*+"),
        unnamed=said["unnamed"]["heading"],
    )
