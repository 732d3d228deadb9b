"""What is known before a file is read: the names of the store, and the mappings kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from engine.imports.amounts import plain
from engine.imports.sheet_mapping import SheetMapping


@dataclass(frozen=True, kw_only=True)
class Known:
    """`names` has, by catalogue (person, unit, course, skill, certificate, position, kpi), all
    codes and names that the store knows, each with the name that is meant. `kept` are the
    mappings of earlier loads, the newest first."""

    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    kept: Sequence[SheetMapping] = ()

    @cached_property
    def _plain(self) -> Mapping[str, frozenset[str]]:
        return {
            catalogue: frozenset(plain(one) for pair in names.items() for one in pair)
            for catalogue, names in self.names.items()
        }

    def has(self, catalogue: str, text: str) -> bool:
        return plain(text) in self._plain.get(catalogue, frozenset())
