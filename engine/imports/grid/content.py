"""What a file is, by its content: its name may say anything."""

from __future__ import annotations

import posixpath

from engine.imports.grid.archive import Archive, Damaged
from engine.imports.grid.limits import too_big, unpacked_most
from engine.values.errors import InvalidInput

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OPEN_DOCUMENT = "application/vnd.oasis.opendocument.spreadsheet"
# The most that one byte can be unpacked to.
DEFLATED = 1032
SMALL = bytes(byte + 32 if 65 <= byte <= 90 else byte for byte in range(256))
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
# Names in an office file of before 2007, in which a workbook may hold a document.
OLD = {
    "encryptedpackage": "encrypted",
    "workbook": "xls",
    "book": "xls",
    "worddocument": "document",
    "powerpoint document": "slides",
}
# How the main part of a later one is called.
NEW = {"workbook": "xlsx", "document": "document", "presentation": "slides"}


def kind_of(file: str, content: bytes) -> str:
    """xlsx (with xlsm and xlsb), xls, ods or text.

    Raises:
        InvalidInput: file_not_a_table, file_encrypted, file_unreadable, file_too_big.
    """
    if content.startswith(ZIP):
        return _packed(file, content)
    if content.startswith(OLE):
        names = content.translate(SMALL)
        old = (kind for sign, kind in OLD.items() if sign.encode("utf-16-le") in names)
        return _checked(file, next(old, "archive"))
    other = next((what for sign, what in OTHERS.items() if content.startswith(sign)), None)
    if other and (content[:2] != b"BM" or b"\0" in content[:100]):
        raise InvalidInput("file_not_a_table", file=file, what=other)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        raise InvalidInput("file_not_a_table", file=file, what="image")
    return "text"


def _packed(file: str, content: bytes) -> str:
    try:
        archive = Archive(content)
        _check_unpacked(file, archive, unpacked_most(len(content)))
        if "mimetype" in archive:
            return _open_document(file, archive)
        main = posixpath.basename(archive.main)
    except Damaged as error:
        raise InvalidInput("file_unreadable", file=file, why="damaged") from error
    new = (kind for sign, kind in NEW.items() if main.startswith(sign) and archive.main in archive)
    return _checked(file, next(new, "archive"))


def _checked(file: str, kind: str) -> str:
    if kind == "encrypted":
        raise InvalidInput("file_encrypted", file=file)
    if kind not in ("xls", "xlsx"):
        raise InvalidInput("file_not_a_table", file=file, what=kind)
    return kind


def _open_document(file: str, archive: Archive) -> str:
    if not archive.read("mimetype").decode("ascii", "replace").startswith(OPEN_DOCUMENT):
        raise InvalidInput("file_not_a_table", file=file, what="document")
    if b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise InvalidInput("file_encrypted", file=file)
    return "ods"


def _check_unpacked(file: str, archive: Archive, most: int) -> None:
    """Whether it unpacks to a size that can be read. What a file says of its own size is
    believed only where it could not be more: reading on, it is found out."""
    if sum(one.file_size for one in archive.parts) > most:
        raise too_big(file, "unpacked", most)
    if sum(one.compress_size for one in archive.parts) * DEFLATED > most:
        for one in archive.parts:
            archive.check(one.filename)
