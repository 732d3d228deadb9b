"""The numbers of one KPI, in its unit: shares as 0–1, money whole."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from engine.imports.amounts import Unit, plain, read_unit
from engine.imports.reading.rows import Wrong
from engine.imports.values.per_cent import PerCentColumn, has_sign
from engine.values.currency_marks import currency_of

SHARE = "share"
PER_CENT = "per_cent"
HOW = (PER_CENT, SHARE)
# Where no sign tells, numbers above this are per cent; up to it they may be times as much.
LARGEST_SHARE = 20


class KpiNumbers:
    """All numbers that a file has of one KPI. `measured` is what it says that they are in (%,
    万元); `said` answers how shares without a sign are meant. `unsure` says that this must be
    asked first."""

    def __init__(
        self, texts: Sequence[str], unit: str, measured: str, home: str, said: str | None
    ) -> None:
        self._column = PerCentColumn(texts)
        self._is_share = unit == SHARE
        self._unit = read_unit(plain(measured)) or Unit()
        self._foreign = any(currency_of(mark, home) != home for mark in self._unit.marks)
        self._how = said if said in HOW else self._told(plain(measured))
        self.unsure = self._is_share and self._how is None

    def read(self, text: str) -> Decimal:
        """One of them.

        Raises:
            Wrong: it is no number, or of another currency.
        """
        if self._foreign:
            raise Wrong("other_currency")
        if self._is_share:
            return self._column.share(text, self._how == PER_CENT)
        if has_sign(text):
            raise Wrong("no_share_of_this")
        return self._column.number(text) * self._unit.scale

    def _told(self, measured: str) -> str | None:
        """How shares without a sign are meant: by how large they are, and by the unit beside."""
        values = [abs(value) for value in self._column.bare]
        if not values or max(values) > LARGEST_SHARE:
            return PER_CENT
        if measured == "%":
            return PER_CENT if max(values) > 1 else None
        return SHARE if max(values) <= 1 else None
