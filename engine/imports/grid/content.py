"""What a file is, by its content: its name may say anything."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from engine.imports.grid.limits import MEGABYTE, UNPACKED, too_big
from engine.values.errors import InvalidInput

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OPEN_DOCUMENT = "application/vnd.oasis.opendocument.spreadsheet"
# The most that one byte can be unpacked to.
DEFLATED = 1032
# What a file begins with that is no table.
OTHERS = {
    b"%PDF": "pdf",
    b"\x89PNG": "image",
    b"\xff\xd8\xff": "image",
    b"GIF8": "image",
    b"BM": "image",
    b"II*\0": "image",
    b"MM\0*": "image",
    b"{\\rtf": "rtf",
    b"\x1f\x8b": "archive",
    b"7z\xbc\xaf": "archive",
    b"Rar!": "archive",
}
# Names in an office file, as they stand in one of before 2007.
_OLD = {
    "EncryptedPackage": "encrypted",
    "Workbook": "xls",
    "Book": "xls",
    "WordDocument": "document",
    "PowerPoint Document": "slides",
}
_NEW = {"xl/": "xlsx", "word/": "document", "ppt/": "slides"}


def kind_of(file: str, content: bytes) -> str:
    """xlsx (with xlsm and xlsb), xls, ods or text.

    Raises:
        InvalidInput: file_not_a_table, file_encrypted, file_unreadable, file_too_big.
    """
    if content.startswith(ZIP):
        return _packed(file, content)
    if content.startswith(OLE):
        return _checked(file, _first(_OLD, lambda name: name.encode("utf-16-le") in content))
    other = next((what for sign, what in OTHERS.items() if content.startswith(sign)), None)
    if other and (content[:2] != b"BM" or b"\0" in content[:100]):
        raise InvalidInput("file_not_a_table", file=file, what=other)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        raise InvalidInput("file_not_a_table", file=file, what="image")
    return "text"


def _packed(file: str, content: bytes) -> str:
    try:
        with ZipFile(BytesIO(content)) as archive:
            _check_unpacked(file, archive)
            names = archive.namelist()
            if "mimetype" in names:
                return _open_document(file, archive)
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise InvalidInput("file_unreadable", file=file, why="damaged") from error
    return _checked(file, _first(_NEW, lambda start: any(one.startswith(start) for one in names)))


def _first(kinds: dict[str, str], has: Callable[[str], bool]) -> str:
    return next((kind for sign, kind in kinds.items() if has(sign)), "archive")


def _checked(file: str, kind: str) -> str:
    if kind == "encrypted":
        raise InvalidInput("file_encrypted", file=file)
    if kind not in ("xls", "xlsx"):
        raise InvalidInput("file_not_a_table", file=file, what=kind)
    return kind


def _open_document(file: str, archive: ZipFile) -> str:
    if not archive.read("mimetype").decode("ascii", "replace").startswith(OPEN_DOCUMENT):
        raise InvalidInput("file_not_a_table", file=file, what="document")
    if b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise InvalidInput("file_encrypted", file=file)
    return "ods"


def _check_unpacked(file: str, archive: ZipFile) -> None:
    """Whether it unpacks to a size that can be read. What a file says of its own size is
    believed only where it could not be more: reading on, zipfile finds that it lied."""
    said = sum(one.file_size for one in archive.infolist())
    if said > UNPACKED:
        raise too_big(file, "unpacked", UNPACKED)
    if sum(one.compress_size for one in archive.infolist()) * DEFLATED > UNPACKED:
        for one in archive.infolist():
            with archive.open(one) as part:
                while part.read(MEGABYTE):
                    pass
