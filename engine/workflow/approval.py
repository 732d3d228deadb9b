"""Who has to approve, by amount, unit and programme."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from engine.policy import ApprovalLevel, ApprovalRules


def approvers(
    rules: ApprovalRules, amount: Decimal, units: Collection[str], programmes: Collection[str]
) -> tuple[str, ...]:
    """The duties that must approve `amount` (home currency), in order.

    `units` are the codes of the unit and those above it. Levels written for one of the
    programmes come before those for a unit, and these before the general ones; among
    them, the lowest level that reaches up to the amount.
    """
    for levels in (
        [level for level in rules.levels if level.programme in programmes],
        [level for level in rules.levels if level.programme is None and level.unit in units],
        [level for level in rules.levels if level.programme is None and level.unit is None],
    ):
        if reaching := [level for level in levels if _reaches(level, amount)]:
            return min(reaching, key=_height).approvers
    raise AssertionError("the policy's highest general level has no limit")


def _reaches(level: ApprovalLevel, amount: Decimal) -> bool:
    return level.up_to is None or amount <= level.up_to


def _height(level: ApprovalLevel) -> Decimal:
    return level.up_to if level.up_to is not None else Decimal("Infinity")
