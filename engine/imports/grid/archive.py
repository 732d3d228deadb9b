"""The parts of a packed office file, whose names writers spell as they like."""

from __future__ import annotations

import posixpath
from io import BytesIO
from typing import IO
from xml.etree.ElementTree import Element, ParseError, fromstring
from zipfile import BadZipFile, ZipFile

from engine.imports.grid.limits import MEGABYTE

# What the reading of a damaged archive ends with.
BROKEN = (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError)
WORKBOOK = "xl/workbook.xml"


class Damaged(Exception):
    """A part that is missing, or is not what it should be."""


class Archive:
    def __init__(self, content: bytes) -> None:
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
        try:
            return fromstring(self.read(name))
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


def _plain(name: str) -> str:
    return name.replace("\\", "/").casefold()


def _path(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target.replace("\\", "/")))[1:]
