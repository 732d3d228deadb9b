"""What companies mostly change of their policy, as values; written into its text so that all else,
comments too, stays as it is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import takewhile

from engine.policy import Policy, read_policy

WEIGHTS, LEVELS, BUDGET, APPROVAL = "priority", "approval.levels", "budget", "approval"
_HEADER = re.compile(r"^\s*\[+\s*([\w.]+)\s*\]+")
_SEPARATION = re.compile(r"^separation\s*=\s*\"\w+\"", re.MULTILINE)
_VERSION = re.compile(r"^version\s*=.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Level:
    """Up to a sum (None: any) these approve, in order."""

    up_to: Decimal | None
    approvers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicySettings:
    """The weights of needs by their origin, the general levels of approval, whether one person may
    take steps of several roles, who sets budgets, and what it means that a quarter is used up. Levels for single units and programmes are not among
    them."""

    strategy: Decimal
    business: Decimal
    employee: Decimal
    levels: tuple[Level, ...]
    separation: str
    set_by: tuple[str, ...]
    quarters: str


def settings_of(policy: Policy) -> PolicySettings:
    general = [one for one in policy.approval.levels if not (one.unit or one.programme)]
    return PolicySettings(
        strategy=policy.priority.strategy,
        business=policy.priority.business,
        employee=policy.priority.employee,
        levels=tuple(Level(one.up_to, tuple(one.approvers)) for one in general),
        separation=policy.approval.separation,
        set_by=tuple(policy.budget.set_by),
        quarters=policy.budget.quarters,
    )


def with_settings(text: str, settings: PolicySettings, version: str) -> str | None:
    """The text with these settings and another version; None where it is written so that they
    cannot be put into it. What else it says must be the same afterwards."""
    before = settings_of(read_policy(text))
    written = {WEIGHTS: _weights, LEVELS: _levels, BUDGET: _budget}
    new = {
        name: write(settings) for name, write in written.items() if write(settings) != write(before)
    }
    changed = "".join(_replaced(text, new))
    if settings.separation != before.separation:
        changed = "".join(_separated(changed, settings.separation))
    changed = _VERSION.sub(f'version = "{version}"', changed, count=1)
    return changed if _is_as_meant(text, changed, settings, version) else None


def _replaced(text: str, new: dict[str, str]) -> Iterator[str]:
    """Part by part; what has no part yet comes at the end."""
    left = dict(new)
    for part in _parts(text):
        name = _name(part)
        if name not in new or (name == LEVELS and _is_special(part)):
            yield part
        elif name in left:
            yield _comment(part) + left.pop(name)
    yield from ("\n" + part for part in left.values())


def _separated(text: str, separation: str) -> Iterator[str]:
    """In the part on approval, in place of the line that says it, or as its last one."""
    line = f'separation = "{separation}"'
    for part in _parts(text):
        if _name(part) != APPROVAL:
            yield part
        elif _SEPARATION.search(part):
            yield _SEPARATION.sub(line, part)
        else:
            yield part.rstrip("\n") + f"\n{line}\n\n"


def _parts(text: str) -> Sequence[str]:
    """The text from header to header; a comment above a header is of that header's part."""
    parts: list[list[str]] = [[]]
    for line in text.splitlines(keepends=True):
        if _HEADER.match(line):
            above: list[str] = []
            while parts[-1] and parts[-1][-1].startswith("#"):
                above.insert(0, parts[-1].pop())
            parts.append(above)
        parts[-1].append(line)
    return ["".join(one) for one in parts]


def _comment(part: str) -> str:
    return "".join(takewhile(lambda line: line.startswith("#"), part.splitlines(keepends=True)))


def _name(part: str) -> str:
    found = (match for line in part.splitlines() if (match := _HEADER.match(line)))
    return next((one[1] for one in found), "")


def _is_special(part: str) -> bool:
    level = tomllib.loads(part)["approval"]["levels"][0]
    return "unit" in level or "programme" in level


def _is_as_meant(before: str, after: str, settings: PolicySettings, version: str) -> bool:
    try:
        policy = read_policy(after)
    except ValueError:
        return False
    return _rest(policy) == _rest(read_policy(before)) and (
        (policy.version, settings_of(policy)) == (version, settings)
    )


def _rest(policy: Policy) -> object:
    """All but the settings."""
    said = policy.model_dump(exclude={"version": True, WEIGHTS: True, BUDGET: True})
    levels = said["approval"].pop("levels")
    said["approval"].pop("separation")
    return said, [one for one in levels if one["unit"] or one["programme"]]


def _weights(settings: PolicySettings) -> str:
    names = ("strategy", "business", "employee")
    lines = [f'{name} = "{getattr(settings, name)}"' for name in names]
    return "\n".join([f"[{WEIGHTS}]", *lines, "", ""])


def _levels(settings: PolicySettings) -> str:
    return "".join(
        f"[[{LEVELS}]]\n"
        + (f'up_to = "{one.up_to}"\n' if one.up_to is not None else "")
        + f"approvers = {_listed(one.approvers)}\n\n"
        for one in settings.levels
    )


def _budget(settings: PolicySettings) -> str:
    set_by = f"set_by = {_listed(settings.set_by)}"
    return "\n".join([f"[{BUDGET}]", set_by, f'quarters = "{settings.quarters}"', ""])


def _listed(names: Sequence[str]) -> str:
    return "[" + ", ".join(f'"{one}"' for one in names) + "]"
