"""What a check found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

OK, NOTE, PROBLEM = "ok", "note", "problem"
# Signatures are refused beyond five minutes; a clock that far off is worth a word before.
LARGEST_OFFSET = 60


@dataclass(frozen=True)
class Finding:
    """`level` is ok, note or problem; `said` says what to do where something is not right."""

    level: str
    subject: str
    said: str


def ok(subject: str, said: str) -> Finding:
    return Finding(OK, subject, said)


def note(subject: str, said: str) -> Finding:
    return Finding(NOTE, subject, said)


def problem(subject: str, said: str) -> Finding:
    return Finding(PROBLEM, subject, said)


def clock(subject: str, date_header: str | None) -> Finding:
    """Our clock beside the one of a server that just answered."""
    if not date_header:
        return note(subject, "its answer has no date; the clock was not compared.")
    offset = abs((datetime.now(UTC) - parsedate_to_datetime(date_header)).total_seconds())
    if offset > LARGEST_OFFSET:
        return problem(
            subject,
            f"this machine's clock is {offset:.0f} s off; signatures will be refused. "
            "Set the clock (NTP).",
        )
    return ok(subject, f"the clocks agree (within {offset:.0f} s)")
