"""The numbers of one KPI, in its unit: shares as 0–1, money whole."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from engine.imports.amounts import Unit, is_nothing, plain, read_unit
from engine.imports.costs import NumberColumn
from engine.imports.numerals import Undecided
from engine.imports.reading.rows import Wrong
from engine.values.currency_marks import currency_of

SHARE = "share"
PER_CENT = "per_cent"
HOW = (PER_CENT, SHARE)
HUNDRED = Decimal(100)
# Where no sign tells, numbers above this are per cent; up to it they may be times as much.
LARGEST_SHARE = 20


class KpiNumbers:
    """All numbers that a file has of one KPI. `measured` is what it says that they are in (%,
    万元); `said` answers how shares without a sign are meant. `unsure` says that this must be
    asked first."""

    def __init__(
        self, texts: Sequence[str], unit: str, measured: str, home: str, said: str | None
    ) -> None:
        bare = [text for text in texts if not is_nothing(text) and not _has_sign(text)]
        self._column = NumberColumn([plain(text).removesuffix("%").strip() for text in texts])
        self._is_share = unit == SHARE
        self._unit = read_unit(plain(measured)) or Unit()
        self._foreign = any(currency_of(mark, home) != home for mark in self._unit.marks)
        self._how = said if said in HOW else self._told(bare, plain(measured))
        self.unsure = self._is_share and self._how is None

    def read(self, text: str) -> Decimal:
        """One of them.

        Raises:
            Wrong: it is no number, or of another currency.
        """
        if self._foreign:
            raise Wrong("other_currency")
        if _has_sign(text):
            if not self._is_share:
                raise Wrong("no_share_of_this")
            return self._number(plain(text).removesuffix("%").strip()) / HUNDRED
        value = self._number(text)
        if self._is_share:
            return value / HUNDRED if self._how == PER_CENT else value
        return value * self._unit.scale

    def _number(self, text: str) -> Decimal:
        try:
            value = self._column.value(text)
        except Undecided as undecided:
            raise Wrong("decimal_unclear") from undecided
        if value is None:
            raise Wrong("no_number")
        return value

    def _told(self, bare: Sequence[str], measured: str) -> str | None:
        """How shares without a sign are meant: by how large they are, and by the unit beside."""
        values = [abs(value) for text in bare if (value := self._tried(text)) is not None]
        if not values or max(values) > LARGEST_SHARE:
            return PER_CENT
        if measured == "%":
            return PER_CENT if max(values) > 1 else None
        return SHARE if max(values) <= 1 else None

    def _tried(self, text: str) -> Decimal | None:
        try:
            return self._number(text)
        except Wrong:
            return None


def _has_sign(text: str) -> bool:
    return plain(text).endswith("%")
