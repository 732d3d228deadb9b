"""What a spreadsheet shows beside a number by its cell's format: $ in [$$-409]#,##0, 万 in 0"万"."""

from __future__ import annotations

import re
import unicodedata
from locale import windows_locale

from babel.numbers import get_territory_currencies

from engine.imports.amounts import plain, read_unit
from engine.values.currency_marks import currencies_of

# What a number is put in place of; a point that is shown as such (0!.0,"万") makes it unreadable.
_PART = re.compile(
    r'"(?P<quoted>[^"]*)"|\[\$(?P<mark>[^\]-]*)(?:-(?P<place>[^\]]*))?\]|\[[^\]]*\]'
    r"|\\(?P<escaped>.)|!(?P<forced>.)|[_*].|(?P<numeral>General|[0#?](?:[0#?.,]*[0#?.,])?)|(?P<other>.)",
    re.IGNORECASE,
)
_PLACE = "\0"
_SIGNS = re.compile(r"[-()+]")


def shown_as(number: str, number_format: str) -> str:
    """The number (plain digits with a point) as text with the currency and the scale that its
    format shows; alone where the format shows neither. What is shown and cannot be read is
    left in the text, so that it is no number."""
    negative = number.startswith("-")
    said, thousands = _said(section_of(number_format, negative))
    before, place, after = (part.strip() for part in said.partition(_PLACE))
    if not place or "%" in said:
        return number
    unit = read_unit(plain(after))
    front = read_unit(plain(before))
    if unit is None or front is None:
        return f"{before} {number} {after}" if _has_mark(said) or thousands else number
    if thousands:
        # The value is shown by so many thousands less: what is shown, its heading may not know.
        return f"{before} {number} {after} ,"
    if unit.is_plain and front.is_plain:
        return number
    return f"{'-' if negative else ''}{before} {number.lstrip('-')} {after}".strip()


def section_of(number_format: str, negative: bool) -> str:
    """The part of a format that is for numbers of that sign."""
    sections = re.findall(r'(?:"[^"]*"|\\.|[^;"\\])+', number_format)
    if not sections:
        return ""
    found: str = sections[1] if negative and len(sections) > 1 else sections[0]
    return found


def _said(section: str) -> tuple[str, bool]:
    """The texts around the number, and whether it is shown in thousands."""
    said, thousands = "", False
    for part in _PART.finditer(section):
        if part["mark"] is not None:
            said += _mark(part["mark"], part["place"] or "")
        elif part["numeral"]:
            thousands |= part["numeral"].endswith(",")
            said += "" if _PLACE in said else _PLACE
        else:
            text = part["quoted"] or part["escaped"] or part["forced"] or part["other"] or ""
            said += _SIGNS.sub("", text)
    return said, thousands


def _mark(mark: str, place: str) -> str:
    """A mark, or its code if the place that it is written for decides: [$¥-411] are yen."""
    name = place
    if re.fullmatch("[0-9A-Fa-f]+", place):
        name = windows_locale.get(int(place, 16) & 0xFFFF, "")
    territory = re.split("[-_]", name)[-1].upper()
    here = get_territory_currencies(territory) if territory else []
    shared = currencies_of(mark)
    return next((f" {code} " for code in here if len(shared) > 1 and code in shared), mark)


def _has_mark(said: str) -> bool:
    words = re.findall(r"[^\W\d_]+", said)
    return any(unicodedata.category(one) == "Sc" for one in said) or any(
        currencies_of(word) and (word.isupper() or not word.isascii()) for word in words
    )
