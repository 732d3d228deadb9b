"""Numbers of which some have a per cent sign, as all who know them read them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from engine.imports.amounts import is_nothing, plain
from engine.imports.costs import NumberColumn
from engine.imports.numerals import Undecided
from engine.imports.reading.rows import Wrong

HUNDRED = Decimal(100)
SIGN = "%"


def has_sign(text: str) -> bool:
    return plain(text).endswith(SIGN)


class PerCentColumn:
    """All texts of a column. `bare` are the numbers that stand there without the sign."""

    def __init__(self, texts: Iterable[str]) -> None:
        said = [text for text in texts if not is_nothing(text)]
        self._column = NumberColumn([_without_sign(text) for text in said])
        self.has_signs = any(has_sign(text) for text in said)
        self.bare = [
            value
            for text in said
            if not has_sign(text) and (value := self._tried(text)) is not None
        ]

    def number(self, text: str) -> Decimal:
        """What is written, without the sign.

        Raises:
            Wrong: it is no number.
        """
        try:
            value = self._column.value(_without_sign(text))
        except Undecided as undecided:
            raise Wrong("decimal_unclear") from undecided
        if value is None:
            raise Wrong("no_number")
        return value

    def share(self, text: str, bare_are_per_cent: bool) -> Decimal:
        """As a share of one.

        Raises:
            Wrong: it is no number.
        """
        value = self.number(text)
        return value / HUNDRED if has_sign(text) or bare_are_per_cent else value

    def _tried(self, text: str) -> Decimal | None:
        try:
            return self.number(text)
        except Wrong:
            return None


def _without_sign(text: str) -> str:
    return plain(text).removesuffix(SIGN).strip()
