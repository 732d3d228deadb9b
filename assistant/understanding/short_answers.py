"""Messages that are nothing but an assent, a denial, a greeting, a thank-you or a stop.

These are closed classes of each language: a list is surer than statistics, and leaves the
classifier to sentences.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from assistant.language import LANGUAGES, is_spaced

ENDS = "ends"

WORDS = Path(__file__).with_suffix(".toml")


def _read() -> dict[str, re.Pattern[str]]:
    """By capability: its words in one of the languages, said once or repeated, and nothing else."""
    said = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    names = dict.fromkeys(name for one in said.values() for name in one if name != ENDS)
    return {
        name: re.compile(
            "|".join(
                _whole(one, said[one], name) for one in LANGUAGES if name in said.get(one, {})
            ),
            re.IGNORECASE,
        )
        for name in names
    }


def _whole(language: str, words: dict[str, str], name: str) -> str:
    listed = words[name].replace("\n", "")
    end = "(?![a-z])" if is_spaced(language) else ""
    return f"(?:(?:{listed}){end}{words[ENDS]}){{1,8}}"


SHORT_ANSWERS = _read()


def short_answer(text: str) -> str | None:
    """The capability that the whole of `text` stands for; None where it says more."""
    said = text.strip()
    return next(
        (name for name, pattern in SHORT_ANSWERS.items() if said and pattern.fullmatch(said)),
        None,
    )
