"""The parts of a packed office file, whose names writers spell as they like."""

from __future__ import annotations

import posixpath
from io import BytesIO
from struct import Struct
from typing import IO, NoReturn
from xml.etree.ElementTree import Element, ParseError, fromstring
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from engine.imports.grid.limits import MEGABYTE

# What the reading of a damaged archive ends with.
BROKEN = (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError)
WORKBOOK = "xl/workbook.xml"
# Where an archive says how long the list of its parts is: some thousand parts are listed in that.
_END, _LISTED, LONGEST_LIST = b"PK\x05\x06", Struct("<12xI"), MEGABYTE


# So much of XML is read for its first element.
BEGINNING = 4096


class Damaged(Exception):
    """A part that is missing, or is not what it should be."""


class Archive:
    def __init__(self, content: bytes) -> None:
        if _length_of_list(content) > LONGEST_LIST:
            raise Damaged
        try:
            self._zip = ZipFile(BytesIO(content))
        except BROKEN as error:
            raise Damaged from error
        self.parts = self._zip.infolist()
        self._names = {_plain(one): one for one in self._zip.namelist()}

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._names

    def open(self, name: str) -> IO[bytes]:
        try:
            return self._zip.open(self._names[_plain(name)])
        except (KeyError, *BROKEN) as error:
            raise Damaged from error

    def size(self, name: str) -> int:
        """What a part says that it unpacks to."""
        found = self._names.get(_plain(name))
        return self._zip.getinfo(found).file_size if found is not None else 0

    def read(self, name: str) -> bytes:
        try:
            with self.open(name) as part:
                return part.read()
        except BROKEN as error:
            raise Damaged from error

    def check(self, name: str) -> None:
        """Reads a part to its end: one that lied about its size is damaged."""
        try:
            with self.open(name) as part:
                while part.read(MEGABYTE):
                    pass
        except BROKEN as error:
            raise Damaged from error

    def tree(self, name: str) -> Element:
        said = self.read(name)
        check_beginning(BytesIO(said))
        try:
            return fromstring(said)
        except ParseError as error:
            raise Damaged from error

    def linked(self, name: str) -> dict[str, str]:
        """The parts that a part names, by the names that it gives them; of the whole file for
        an empty name."""
        folder, file = posixpath.split(name)
        about = posixpath.join(folder, "_rels", f"{file}.rels")
        return {one.get("Id", ""): _path(folder, one.get("Target", "")) for one in self.tree(about)}

    @property
    def main(self) -> str:
        """The part that is the document."""
        if "_rels/.rels" not in self:
            return WORKBOOK
        return next(
            (
                _path("", one.get("Target", ""))
                for one in self.tree("_rels/.rels")
                if one.get("Type", "").endswith("/officeDocument")
            ),
            WORKBOOK,
        )


def check_beginning(part: IO[bytes]) -> None:
    """Whether XML comes to its first element without a document type, whose entities could make
    a large text of a small one.

    Raises:
        Damaged: it has one, or is no XML.
    """
    parser, begun = expat.ParserCreate(), False

    def begin(*_: object) -> None:
        nonlocal begun
        begun = True

    parser.StartElementHandler, parser.StartDoctypeDeclHandler = begin, no_doctype
    try:
        while not begun and (said := part.read(BEGINNING)):
            parser.Parse(said)
    except expat.ExpatError as error:
        if not begun:
            raise Damaged from error


def no_doctype(*_: object) -> NoReturn:
    raise Damaged


def _length_of_list(content: bytes) -> int:
    at = content.rfind(_END)
    found: int = _LISTED.unpack_from(content, at)[0] if 0 <= at <= len(content) - 16 else 0
    return found


def _plain(name: str) -> str:
    return name.replace("\\", "/").casefold()


def _path(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target.replace("\\", "/")))[1:]
