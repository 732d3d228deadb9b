"""A calculation that can be stored with its inputs and run again to the same figure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter

from engine.values.encoding import to_plain

I = TypeVar("I")  # noqa: E741 - inputs
O = TypeVar("O")  # noqa: E741 - output


@dataclass(frozen=True, kw_only=True)
class Method(Generic[I, O]):
    """`compute` takes one value of type `inputs` and nothing else: no clock, no store.

    By convention the field `rows` of the inputs holds what was read from the store, the
    other fields are what was asked. Raise `version` whenever the same inputs would give
    another output, so that an old explanation is not replayed as if it were a new one.
    """

    name: str
    version: int
    formula: str
    inputs: type[I]
    compute: Callable[[I], O]

    @cached_property
    def _reader(self) -> TypeAdapter[I]:
        return TypeAdapter(self.inputs)

    def replay(self, stored: dict[str, Any]) -> Any:
        """The output, as plain data, for inputs that were stored as plain data."""
        return to_plain(self.compute(self._reader.validate_python(stored)))
