"""KPI trees of products, sums and elasticities, read backwards: what each driver must become."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from engine.analysis.kpi import relative_change
from engine.values.errors import InvalidInput
from engine.values.results import Figure, Named

PRODUCT, SUM, ELASTICITY = "product", "sum", "elasticity"
POINTS, RELATIVE = "pp", "relative"


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiNode:
    """A KPI as it stands, and the range its values were observed in (None: never varied)."""

    kpi: Named
    unit: str
    direction: str
    actual: float
    target: float | None = None
    low: float | None = None
    high: float | None = None

    def beyond(self, value: float) -> float | None:
        """The end of the observed range that `value` lies beyond, if it does."""
        if self.low is not None and value < self.low:
            return self.low
        return self.high if self.high is not None and value > self.high else None


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiEdge:
    """`child` moves `parent`; codes. For an elasticity `coefficient` is the change of the
    parent for a change of the child by 1, both relative or both in their own units (pp)."""

    parent: str
    child: str
    form: str
    coefficient: float | None = None
    coefficient_unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DriverChange:
    """What one driver must become. `share` is its part of the goal (1: it alone).

    `beyond` is the end of the observed range that `needed` lies beyond; None where within.
    `path` lists the codes from the goal down to the driver.
    """

    kpi: Named
    unit: str
    share: float
    actual: float
    needed: float
    change: float
    relative: float
    target: float | None
    beyond: float | None
    path: tuple[str, ...]


class KpiTree:
    """Nodes by code, and the edges below each; edges to KPIs without a value are left out."""

    def __init__(self, nodes: Sequence[KpiNode], edges: Sequence[KpiEdge]) -> None:
        self.nodes = {node.kpi.code: node for node in nodes}
        self._below: dict[str, list[KpiEdge]] = {}
        for edge in edges:
            if edge.parent in self.nodes and edge.child in self.nodes:
                self._below.setdefault(edge.parent, []).append(edge)

    def each_alone(self, top: str, needed: float) -> list[DriverChange]:
        """What `top`, and each driver at any depth below, must become if it alone is to bring
        `top` to `needed`.

        Raises:
            InvalidInput: a circle, a driver at 0, an elasticity without its coefficient.
        """
        return [self._change(path, 1.0, value) for path, value in self._reach((top,), needed)]

    def by_mix(self, top: str, needed: float, mix: Mapping[str, Decimal]) -> list[DriverChange]:
        """What the chosen drivers must become together; `mix` gives each its part.

        Factors share the logarithm of the change, parts of a sum its amount.

        Raises:
            InvalidInput: a driver that is none, or parts that do not sum to 1.
        """
        if sum(mix.values()) != 1 or any(part <= 0 for part in mix.values()):
            total = sum(mix.values(), Decimal(0))
            raise InvalidInput("mix_does_not_sum_to_one", total=total)
        return [self._partly(top, needed, code, part) for code, part in mix.items()]

    def lift(self, path: Sequence[str], value: float) -> float:
        """What the top of `path` becomes when its last member becomes `value`."""
        for parent, child in zip(path[-2::-1], path[:0:-1], strict=True):
            value = self._lift(self._edge(parent, child), value)
        return value

    def is_estimated(self, path: Sequence[str]) -> bool:
        """Whether an elasticity, which holds within what was observed only, is on the way."""
        return any(self._edge(parent, child).form == ELASTICITY for parent, child in pairwise(path))

    def _partly(self, top: str, needed: float, code: str, part: Decimal) -> DriverChange:
        node = self.nodes[top]
        if any(edge.form == PRODUCT for edge in self._below.get(top, ())):
            if needed * node.actual <= 0:
                raise InvalidInput("goal_impossible", kpi=node.kpi, value=Figure(needed, node.unit))
            value = node.actual * (needed / node.actual) ** float(part)
        else:
            value = node.actual + (needed - node.actual) * float(part)
        for path, reached in self._reach((top,), value):
            if path[-1] == code:
                return self._change(path, float(part), reached)
        raise InvalidInput("not_a_driver", kpi=node.kpi, driver=code)

    def _reach(
        self, path: tuple[str, ...], value: float
    ) -> Iterator[tuple[tuple[str, ...], float]]:
        """The last of `path` at `value`, and each driver below at the value that brings it there."""
        yield path, value
        for edge in self._below.get(path[-1], ()):
            if edge.child in path:
                raise InvalidInput("kpi_tree_has_a_circle", kpi=self.nodes[edge.child].kpi)
            yield from self._reach((*path, edge.child), self._invert(edge, value))

    def _invert(self, edge: KpiEdge, value: float) -> float:
        parent, child = self.nodes[edge.parent].actual, self.nodes[edge.child].actual
        if edge.form == SUM:
            return child + value - parent
        if parent == 0 or child == 0:
            raise InvalidInput("driver_at_zero", kpi=self.nodes[edge.child].kpi)
        if edge.form == PRODUCT:
            return child * value / parent
        if edge.coefficient_unit == RELATIVE:
            return child * (1 + (value / parent - 1) / self._coefficient(edge))
        return child + (value - parent) / self._coefficient(edge)

    def _lift(self, edge: KpiEdge, value: float) -> float:
        parent, child = self.nodes[edge.parent].actual, self.nodes[edge.child].actual
        if edge.form == SUM:
            return parent + value - child
        if edge.form == PRODUCT:
            return parent * value / child
        if edge.coefficient_unit == RELATIVE:
            return parent * (1 + self._coefficient(edge) * (value / child - 1))
        return parent + self._coefficient(edge) * (value - child)

    def _coefficient(self, edge: KpiEdge) -> float:
        if not edge.coefficient:
            raise InvalidInput("elasticity_missing", kpi=self.nodes[edge.parent].kpi)
        return edge.coefficient

    def _edge(self, parent: str, child: str) -> KpiEdge:
        return next(edge for edge in self._below[parent] if edge.child == child)

    def _change(self, path: tuple[str, ...], share: float, needed: float) -> DriverChange:
        node, needed = self.nodes[path[-1]], round(needed, 9)
        return DriverChange(
            kpi=node.kpi,
            unit=node.unit,
            share=share,
            actual=node.actual,
            needed=needed,
            change=round(needed - node.actual, 9),
            relative=relative_change(node.actual, needed),
            target=node.target,
            beyond=node.beyond(needed),
            path=path,
        )
