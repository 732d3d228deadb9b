"""Any file as sheets of text, whatever wrote it and whatever its name says."""

from __future__ import annotations

from engine.imports.grid.content import kind_of
from engine.imports.grid.limits import DIGITS, check_size
from engine.imports.grid.rows import LongNumber
from engine.imports.grid.sheet import Sheet
from engine.values.errors import InvalidInput

SHOWN = 20


def read_sheets(name: str, content: bytes) -> list[Sheet]:
    """Every sheet of a file, empty ones too.

    Raises:
        InvalidInput: file_empty, file_too_big (what, most), file_encrypted, file_not_a_table
            (what), file_unreadable (why: damaged, encoding, bad_character, quotes),
            file_too_sparse, file_too_slow, file_number_too_long.
    """
    check_size(name, content)
    try:
        return _read(name, content)
    except LongNumber as error:
        shown = f"{str(error)[:SHOWN]}…"
        raise InvalidInput("file_number_too_long", file=name, number=shown, most=DIGITS) from error


def _read(name: str, content: bytes) -> list[Sheet]:
    kind = kind_of(name, content)
    # Here, since each takes a while to load that no other file should pay.
    if kind == "xlsx":
        from engine.imports.grid.xlsx import read_xlsx

        return read_xlsx(name, content)
    if kind == "xls":
        from engine.imports.grid.xls import read_xls

        return read_xls(name, content)
    if kind == "ods":
        from engine.imports.grid.ods import read_ods

        return read_ods(name, content)
    from engine.imports.grid.text import read_text

    return read_text(name, content)
