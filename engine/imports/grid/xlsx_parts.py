"""The parts of an Excel file that say what its values leave out: number formats, errors."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from xml.etree.ElementTree import Element, ParseError, fromstring
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils import column_index_from_string, get_column_letter

from engine.imports.grid.marks import Marks, Show, show_of

DIGITS = "0123456789"
# Kinds of cells that are no number, whatever their format.
TEXTS = frozenset(("s", "str", "inlineStr", "b", "d"))
Check = Callable[[int, int], None]


class Damaged(Exception):
    """A part that is missing or is no XML."""


class Parts:
    """`check` is asked whether a sheet may have so many rows and columns."""

    def __init__(self, archive: ZipFile, check: Check) -> None:
        self._archive = archive
        self._check = check
        self._paths = _paths(archive)
        self._shows = _shows(archive)

    def marks(self, sheet: str) -> Marks:
        marks = Marks()
        reader = _reader(marks, self._shows, _Extent(self._check))
        try:
            with self._archive.open(self._paths[sheet]) as part:
                reader.ParseFile(part)
        except (KeyError, ValueError, expat.ExpatError, BadZipFile) as error:
            raise Damaged from error
        return marks


class _Extent:
    """How far the filled cells of a sheet go."""

    def __init__(self, check: Check) -> None:
        self._check = check
        self._rows = self._columns = 0

    def reach(self, row: int, column: int) -> None:
        self._rows, self._columns = max(self._rows, row + 1), max(self._columns, column + 1)
        self._check(self._rows, self._columns)


def _reader(marks: Marks, shows: Mapping[str, Show], extent: _Extent) -> expat.XMLParserType:
    """A parser that marks the cells of a sheet. It is asked some ten million times in a big one:
    hence the one function that knows all, and columns by their letters."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _no_doctype
    columns: dict[str, int] = {}
    cell: dict[str, str] = {}
    row, row_text, column, prefix = -1, "", -1, ""
    error: list[str] = []

    def root(name: str, _: dict[str, str]) -> None:
        nonlocal prefix
        # Some writers put a prefix before every name.
        prefix = name.removesuffix("worksheet")
        parser.StartElementHandler = prefixed if prefix else start

    def prefixed(name: str, about: dict[str, str]) -> None:
        start(name.removeprefix(prefix), about)

    def start(name: str, about: dict[str, str]) -> None:
        nonlocal cell, row, row_text, column
        if name == "c":
            cell = about
            if "r" not in about:
                column += 1
                cell["r"] = f"{get_column_letter(column + 1)}{row_text}"
        elif name == "v" or name == "is":
            place = cell["r"]
            letters = place.rstrip(DIGITS)
            at = columns.get(letters)
            if at is None:
                at = columns[letters] = column_index_from_string(letters) - 1
                extent.reach(row, at)
            if len(letters) + len(row_text) != len(place) or not place.endswith(row_text):
                row_text = place[len(letters) :]
                row = int(row_text) - 1
                extent.reach(row, at)
            column = at
            kind = cell.get("t")
            if kind == "e":
                parser.CharacterDataHandler = error.append
                parser.EndElementHandler = end
            elif cell.get("s", "0") in shows and kind not in TEXTS:
                marks.add(row, at, shows[cell.get("s", "0")])
        elif name == "row":
            row = int(about["r"]) - 1 if "r" in about else row + 1
            row_text, column = str(row + 1), -1
            extent.reach(row, 0)

    def end(_: str) -> None:
        marks.add(row, columns[cell["r"].rstrip(DIGITS)], "".join(error).strip())
        error.clear()
        parser.CharacterDataHandler = parser.EndElementHandler = None

    parser.StartElementHandler = root
    return parser


def _no_doctype(*_: object) -> None:
    raise Damaged


def _paths(archive: ZipFile) -> dict[str, str]:
    """The part of each sheet, by its name."""
    targets = {
        one.get("Id"): one.get("Target", "") for one in _part(archive, "xl/_rels/workbook.xml.rels")
    }
    return {
        sheet.get("name", ""): posixpath.normpath(posixpath.join("/xl", targets[link]))[1:]
        for sheet in _named(_part(archive, "xl/workbook.xml"), "sheet")
        for key, link in sheet.items()
        if key.endswith("}id") and link in targets
    }


def _shows(archive: ZipFile) -> dict[str, Show]:
    """How the numbers of each style are written whose format shows something with them."""
    if "xl/styles.xml" not in archive.namelist():
        return {}
    styles = _part(archive, "xl/styles.xml")
    formats = {str(number): said for number, said in BUILTIN_FORMATS.items()}
    for one in _named(styles, "numFmt"):
        formats[one.get("numFmtId", "")] = one.get("formatCode", "")
    listed = [one for group in _named(styles, "cellXfs") for one in group]
    shows = {
        str(place): show_of(formats.get(one.get("numFmtId", "0"), ""))
        for place, one in enumerate(listed)
    }
    return {style: show for style, show in shows.items() if show is not None}


def _part(archive: ZipFile, name: str) -> Element:
    try:
        return fromstring(archive.read(name))
    except (KeyError, ParseError, BadZipFile) as error:
        raise Damaged from error


def _named(parent: Element, name: str) -> list[Element]:
    return [one for one in parent.iter() if one.tag.rpartition("}")[2] == name]
