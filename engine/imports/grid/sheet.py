"""A sheet as it was read, before anybody says where its table is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Merged cells, from 0, both ends included. Its first cell alone holds a text."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Every cell as trimmed text, empty text for an empty one; equal texts are one object.

    A day is written 2025-03-01 (with a time 2025-03-01 08:30), a number plainly (1200.5) but
    with the currency and the scale that its format shows (¥1200.5, 12万), a share as 25%.
    `number` counts the sheets of the file from 1; `name` is empty for a text file. `encoding`
    is that of a text which is not Unicode: the likeliest one, nothing proves it.
    """

    file: str
    name: str
    number: int
    rows: Sequence[Sequence[str]]
    spans: tuple[Span, ...] = ()
    hidden: bool = False
    encoding: str = ""
