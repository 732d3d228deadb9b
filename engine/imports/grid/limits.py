"""How much of a file is read at most; beyond it, nothing of the file is."""

from __future__ import annotations

from engine.values.errors import InvalidInput

MEGABYTE = 1024 * 1024
BYTES = 50 * MEGABYTE
# What a packed file may come to: a sheet of a million rows is some 300 MB.
UNPACKED = 1024 * MEGABYTE
ROWS = 2_000_000
COLUMNS = 500
# A sheet takes memory by its area, whether its cells are filled or not.
CELLS = 40_000_000


def check_size(file: str, content: bytes) -> None:
    """Raises:
    InvalidInput: nothing in it (file_empty), or too much (file_too_big).
    """
    if not content.strip(b"\0\t\r\n \xef\xbb\xbf"):
        raise InvalidInput("file_empty", file=file)
    if len(content) > BYTES:
        raise too_big(file, "bytes", BYTES)


def check_area(file: str, rows: int, columns: int) -> None:
    """Raises:
    InvalidInput: file_too_big.
    """
    for what, said, most in (
        ("rows", rows, ROWS),
        ("columns", columns, COLUMNS),
        ("cells", rows * columns, CELLS),
    ):
        if said > most:
            raise too_big(file, what, most)


def too_big(file: str, what: str, most: int) -> InvalidInput:
    return InvalidInput("file_too_big", file=file, what=what, most=most)
