"""What a check found, and how that is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path
from typing import Any

from assistant.language import fallen_back, read_toml
from assistant.speech import Speech

OK, NOTE, PROBLEM = "ok", "note", "problem"
TEXTS = Path(__file__).parent / "texts"
# Signatures are refused beyond five minutes; a clock that far off is worth a word before.
LARGEST_OFFSET = 60


@dataclass(frozen=True, kw_only=True)
class Finding:
    """`level` is ok, note or problem. `code` is that of a sentence in `[topic]` of the texts; where
    something is not right, it says what to do."""

    level: str
    subject: str
    topic: str
    code: str
    args: Mapping[str, Any] = field(default_factory=dict)

    def said(self, language: str) -> str:
        texts = _texts(language)[self.topic]
        return Speech(language).format(texts[self.code], **self.args)

    def called(self, language: str) -> str:
        name: str = _texts(language)["subjects"][self.subject]
        return name


def ok(subject: str, code: str, **args: Any) -> Finding:
    return Finding(level=OK, subject=subject, topic=subject, code=code, args=args)


def note(subject: str, code: str, **args: Any) -> Finding:
    return Finding(level=NOTE, subject=subject, topic=subject, code=code, args=args)


def problem(subject: str, code: str, **args: Any) -> Finding:
    return Finding(level=PROBLEM, subject=subject, topic=subject, code=code, args=args)


def clock(subject: str, date_header: str | None) -> Finding:
    """Our clock beside the one of a server that just answered."""
    if not date_header:
        return Finding(level=NOTE, subject=subject, topic="clock", code="unknown")
    offset = abs((datetime.now(UTC) - parsedate_to_datetime(date_header)).total_seconds())
    level, code = (PROBLEM, "off") if offset > LARGEST_OFFSET else (OK, "agree")
    seconds = f"{offset:.0f}"
    return Finding(
        level=level, subject=subject, topic="clock", code=code, args={"seconds": seconds}
    )


@cache
def _texts(language: str) -> Mapping[str, Any]:
    return fallen_back(lambda one: read_toml(TEXTS / f"{one}.toml"), language)
