"""How much of a file is read at most; beyond it, nothing of the file is.

A small file may not come to be a large one: what it unpacks to, and the area of its sheets, are
measured by its own size.
"""

from __future__ import annotations

import time

from engine.values.errors import InvalidInput

MEGABYTE = 1024 * 1024
BYTES = 50 * MEGABYTE
# What a packed file may come to: a sheet of a million rows is some 300 MB.
UNPACKED = 1024 * MEGABYTE
# Of a small one so much, and of any other so many times its size.
UNPACKED_OF_SMALL, TIMES_UNPACKED = 100 * MEGABYTE, 100
ROWS = 2_000_000
COLUMNS = 500
SHEETS = 200
MERGED = 50_000
# All sheets of a file together take memory by their area, whether its cells are filled or not.
CELLS = 40_000_000
CELLS_OF_SMALL, CELLS_PER_BYTE = 4_000_000, 4
# What cells that share their text come to, each with a copy of it.
SHARED = 512 * MEGABYTE
LINE = 4 * MEGABYTE
FORMAT = 1_000
# Digits on end, which some number is read from.
DIGITS = 100
SECONDS = 180.0
# How many times it is asked for until the clock is looked at.
SELDOM = 100


class Room:
    """What is left for the sheets of one file: each asks whether it may be as large as it is."""

    def __init__(self, file: str, size: int) -> None:
        self._file = file
        self._most = min(CELLS, CELLS_OF_SMALL + CELLS_PER_BYTE * size)
        self._sheets = self._before = self._here = 0
        self._until = time.thread_time() + SECONDS
        self._asked = 0

    def next_sheet(self) -> None:
        """Raises:
        InvalidInput: file_too_big.
        """
        self._before, self._here = self._before + self._here, 0
        self._sheets += 1
        if self._sheets > SHEETS:
            raise too_big(self._file, "sheets", SHEETS)

    def check(self, rows: int, columns: int) -> None:
        """Whether the sheet may reach so far.

        Raises:
            InvalidInput: file_too_big, file_too_sparse, file_too_slow.
        """
        if rows > ROWS:
            raise too_big(self._file, "rows", ROWS)
        if columns > COLUMNS:
            raise too_big(self._file, "columns", COLUMNS)
        self._here = rows * columns
        if self._before + self._here > self._most:
            if self._most == CELLS:
                raise too_big(self._file, "cells", CELLS)
            raise InvalidInput("file_too_sparse", file=self._file, most=self._most)
        self._asked += 1
        if self._asked % SELDOM == 0:
            self.check_time()

    def check_merged(self, count: int) -> None:
        """Raises:
        InvalidInput: file_too_big.
        """
        if count > MERGED:
            raise too_big(self._file, "merged", MERGED)

    def check_shared(self, characters: int) -> None:
        """Whether the cells of a sheet may have so much text between them.

        Raises:
            InvalidInput: file_too_big.
        """
        if characters > SHARED:
            raise too_big(self._file, "text", SHARED)

    def check_time(self) -> None:
        """Raises:
        InvalidInput: file_too_slow.
        """
        if time.thread_time() > self._until:
            raise InvalidInput("file_too_slow", file=self._file, seconds=round(SECONDS))


def check_size(file: str, content: bytes) -> None:
    """Raises:
    InvalidInput: nothing in it (file_empty), or too much (file_too_big).
    """
    if not content.strip(b"\0\t\r\n \xef\xbb\xbf"):
        raise InvalidInput("file_empty", file=file)
    if len(content) > BYTES:
        raise too_big(file, "bytes", BYTES)


def unpacked_most(size: int) -> int:
    """What a packed file of that size may come to."""
    return min(UNPACKED, max(UNPACKED_OF_SMALL, TIMES_UNPACKED * size))


def too_big(file: str, what: str, most: int) -> InvalidInput:
    return InvalidInput("file_too_big", file=file, what=what, most=most)
