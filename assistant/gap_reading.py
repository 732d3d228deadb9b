"""The figures of a KPI that a message says: its target, and where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.understanding.patterns import Patterns
from assistant.understanding.taken import took

_SAID = Patterns(__file__)
_TARGET, _ACTUAL, _NAME = (_SAID.compiled(name) for name in ("target", "actual", "name"))
_NO_NAME = _SAID.compiled("no_name")
PER_CENT = 100


@dataclass(frozen=True, kw_only=True)
class GapWords:
    """As shares where they were said in per cent; `name` is what stands before the target."""

    target: float | None = None
    actual: float | None = None
    is_share: bool = False
    name: str = ""


def read_gap(text: str) -> GapWords:
    """The figures said; of two kinds (98 % and 95 pieces) none goes with the other."""
    target, of_target = _figure(_TARGET, "target", text)
    actual, of_actual = _figure(_ACTUAL, "actual", text)
    if target is not None and actual is not None and of_target != of_actual:
        return GapWords()
    return GapWords(
        target=target, actual=actual, is_share=of_target or of_actual, name=_named(text)
    )


def _figure(pattern: re.Pattern[str], name: str, text: str) -> tuple[float | None, bool]:
    found = took(pattern.search(text))
    if found is None:
        return None, False
    for one in (name, f"{name}_en"):
        if found[one]:
            number = float(found[one].replace(",", ""))
            share = bool(found[f"{one}_share"])
            return number / PER_CENT if share else number, share
    return None, False


def _named(text: str) -> str:
    found = _NAME.search(text)
    name = (found["name"] or found["name_en"] or "").strip() if found else ""
    return "" if _NO_NAME.search(name) else name
