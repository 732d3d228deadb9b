"""A column of money beside its column of currencies: every different pair is read once."""

from __future__ import annotations

from collections.abc import Sequence

from engine.imports.costs import Cost, CostCells, MoneyRules


class MoneyColumn:
    def __init__(
        self, heading: str, costs: Sequence[str], currencies: Sequence[str], rules: MoneyRules
    ) -> None:
        """`costs` and `currencies` row by row; `heading` may name currency and scale."""
        places: dict[tuple[str, str], int] = {}
        self._codes = [
            places.setdefault(pair, len(places)) for pair in zip(costs, currencies, strict=True)
        ]
        pairs = list(places)
        self._cells = CostCells(heading, pairs, rules)
        self._costs: dict[int, Cost] = {}

    @property
    def has_bare(self) -> bool:
        """Whether an amount is in a currency that nothing of the file says."""
        return self._cells.has_bare

    def at(self, row: int) -> Cost:
        code = self._codes[row]
        if code not in self._costs:
            self._costs[code] = self._cells.at(code)
        return self._costs[code]
