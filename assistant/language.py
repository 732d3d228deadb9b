"""Which language a message is in."""

from __future__ import annotations

import re

HAN = re.compile(r"[\u4e00-\u9fff]")
LATIN_WORD = re.compile(r"[A-Za-z]{2,}")


def language_of(text: str, before: str | None) -> str:
    """zh or en: Han characters against Latin words; `before` where the text does not tell.

    A Chinese sentence keeps English names in it, so a few Han characters outweigh words;
    numbers, codes and a bare "ok" change nothing.
    """
    han, latin = len(HAN.findall(text)), len(LATIN_WORD.findall(text))
    if han == 0 and latin <= 1 and before:
        return before
    if han == 0 and latin == 0:
        return before or "zh"
    return "zh" if han >= latin else "en"
