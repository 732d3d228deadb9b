"""What a cell of a LibreOffice sheet says."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element

from engine.imports.grid.formats import shown_as
from engine.imports.grid.values import HOUR, MINUTE, clock, number_as_text, share_as_text, text_of

_TIME = re.compile(r"(-?)PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")
_NUMERAL = re.compile(r"\d[\d.,'’  ]*")
MOST_BLANKS = 1_000
_SIGNS = re.compile(r'["()+\-−]')


def local(tag: object) -> str:
    return str(tag).rpartition("}")[2]


def said(one: Element, name: str) -> str:
    """What an element says of that name, in whichever namespace."""
    return next((value for key, value in one.items() if local(key) == name), "")


def cell_text(cell: Element) -> str:
    shown = "\n".join(_paragraph(one) for one in cell if local(one.tag) == "p").strip()
    # An error is a text to older readers, and says so only beside.
    kinds = [value for key, value in cell.items() if local(key) == "value-type"]
    kind = "error" if "error" in kinds else next(iter(kinds), "")
    if kind == "percentage":
        return share_as_text(float(said(cell, "value")))
    if kind == "currency":
        return f"{said(cell, 'currency')} {_number(cell)}".strip()
    if kind == "float":
        return _with_marks(_number(cell), shown)
    if kind == "date":
        return text_of(datetime.fromisoformat(said(cell, "date-value")))
    if kind == "time":
        return _time(said(cell, "time-value"))
    if kind == "boolean":
        return said(cell, "boolean-value").upper()
    return text_of(said(cell, "string-value") or shown)


def _paragraph(one: Element) -> str:
    """Its text; blanks beyond one and line breaks are elements of their own."""
    parts = [one.text or ""]
    for child in one:
        name = local(child.tag)
        if name == "s":
            parts.append(" " * min(int(said(child, "c") or 1), MOST_BLANKS))
        elif name in ("line-break", "tab"):
            parts.append("\n" if name == "line-break" else "\t")
        elif name != "annotation":
            parts.append(_paragraph(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _number(cell: Element) -> str:
    return number_as_text(float(said(cell, "value")))


def _with_marks(number: str, shown: str) -> str:
    """The number with what is shown beside it: 12万, 5 €."""
    numeral = _NUMERAL.search(shown)
    if numeral is None:
        return number
    before = _SIGNS.sub("", shown[: numeral.start()])
    after = _SIGNS.sub("", shown[numeral.end() :])
    said_beside = shown_as(number, f'"{before}"0"{after}"')
    if said_beside == number or _is_rounded(numeral[0], number):
        return said_beside
    # Shown by so many thousands less: what is shown, its heading may not know.
    return f"{before} {number} {after} ,".strip()


def _is_rounded(shown: str, number: str) -> bool:
    """Whether what is shown is the number itself, with fewer decimals."""
    bare = re.sub("['’  ]", "", shown.strip())
    for sign, other in ((".", ","), (",", ".")):
        whole, _, decimals = bare.replace(other, "").partition(sign)
        try:
            value = Decimal(f"{whole}.{decimals or 0}")
        except InvalidOperation:
            continue
        if abs(value - abs(Decimal(number))) <= Decimal(5).scaleb(-len(decimals) - 1):
            return True
    return False


def _time(text: str) -> str:
    match = _TIME.fullmatch(text)
    if match is None:
        return text
    sign, hours, minutes, seconds = match.groups()
    return sign + clock(int(hours) * HOUR + int(minutes) * MINUTE + int(seconds))
