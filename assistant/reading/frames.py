"""The patterns of roles, as they stand in `words/*.toml`, ready to be searched for.

A frame is a regular expression over a line in which each thing said is one sign. In it `<old>`
stands for one such thing and names it, `<out+>` for a list of them; `<slot>` is any, unnamed.
`<c>` is any other character within a clause, `<any>` one within a sentence, `<far>`
one of a sentence or a thing in it, `<p>` what may part
two clauses. The table `parts` of a file names more.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from assistant.language import read_toml

_FOLDER = Path(__file__).parent / "words"
FIRST_SLOT, LAST_SLOT = 0xF0000, 0xF0FFF
_SLOTS = f"{chr(FIRST_SLOT)}-{chr(LAST_SLOT)}"
SLOT = f"[{_SLOTS}]"
_BUILT_IN = {
    "slot": SLOT,
    "c": f"[^，,。；;：:！!？?\\n{_SLOTS}]",
    "any": f"[^。！!？?\\n{_SLOTS}]",
    "far": "[^。！!？?\\n]",
    "p": "[\\s，,、：:;；.。!！?？…—–~～*\"'’”-]{0,8}",
}
_NAME = re.compile(r"(?<!\?P)<(?P<name>[a-z_]+)(?P<list>\+?)>")


@cache
def table(language: str) -> dict[str, Any]:
    """All that `words/<language>.toml` says."""
    return read_toml(_FOLDER / f"{language}.toml")


@cache
def frames(language: str, role: str, name: str = "frames") -> tuple[re.Pattern[str], ...]:
    """The frames of a role, in the order in which they are tried."""
    patterns = table(language).get(role, {}).get(name, [])
    return tuple(_compiled(language, one) for one in patterns)


@cache
def pattern(language: str, role: str, name: str) -> re.Pattern[str] | None:
    """One pattern over what stands in a span; None where the language has none."""
    said = table(language).get(role, {}).get(name)
    return None if said is None else _compiled(language, said)


@cache
def named(language: str, role: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Patterns that have a name each: the measures, the references."""
    said: dict[str, str] = table(language).get(role, {})
    return tuple((name, _compiled(language, one)) for name, one in said.items())


def _compiled(language: str, frame: str) -> re.Pattern[str]:
    return re.compile(_expanded(language, frame), re.IGNORECASE)


def _expanded(language: str, frame: str) -> str:
    parts: dict[str, str] = table(language).get("parts", {})

    def written(match: re.Match[str]) -> str:
        name = match["name"]
        if name in _BUILT_IN:
            return _BUILT_IN[name]
        if name in parts:
            return f"(?:{_expanded(language, parts[name])})"
        if not match["list"]:
            return f"(?P<{name}>{SLOT})"
        joint = _expanded(language, parts["joint"])
        return f"(?P<{name}>{SLOT}(?:{joint}{SLOT})*)"

    return _NAME.sub(written, frame)
