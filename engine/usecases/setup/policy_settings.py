"""The settings of the policy that people mostly change, without its file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from engine.access import Right
from engine.policy import DEFAULT_POLICY, load_policy, read_policy
from engine.policy.settings import PolicySettings, with_settings
from engine.queries.policy import policy_row
from engine.store.tables import PolicyVersion
from engine.usecases.context import Context
from engine.usecases.setup.policy import PolicyNow, set_policy
from engine.usecases.units import require_company
from engine.values.errors import InvalidInput


def change_policy(
    context: Context, settings: PolicySettings, since: date | None = None
) -> PolicyNow:
    """Let these settings hold, from today or a later day on; everything else as it is then.

    Raises:
        InvalidInput: weights that do not sum to 1, levels that do not rise or leave a sum to
            nobody, nobody who sets budgets; a policy file that is written in another way; a
            day that is past.
        NotPermitted: as for `set_policy`.
    """
    require_company(context, Right.SET_UP)
    _require_weights(settings)
    _require_levels(settings)
    if not settings.set_by:
        raise InvalidInput("policy_nobody_sets_budgets")
    row = policy_row(context.session, since or context.today)
    text = row.toml if row else DEFAULT_POLICY.read_text(encoding="utf-8")
    changed = with_settings(text, settings, _free_version(context))
    if changed is None:
        raise InvalidInput("policy_written_otherwise")
    return set_policy(context, changed, since)


def _require_weights(settings: PolicySettings) -> None:
    weights = (settings.strategy, settings.business, settings.employee)
    if sum(weights) != 1 or min(weights) < 0:
        raise InvalidInput("policy_weights", sum=f"{sum(weights) * 100:f}")


def _require_levels(settings: PolicySettings) -> None:
    """Each up to more than the one before, the last up to any sum, and everywhere somebody."""
    *bounded, last = [one.up_to for one in settings.levels] or [Decimal(0)]
    if last is not None or None in bounded:
        raise InvalidInput("policy_last_level")
    sums = [one for one in bounded if one is not None]
    if any(one <= before for before, one in zip([Decimal(0), *sums], sums, strict=False)):
        raise InvalidInput("policy_levels_rise")
    if not all(one.approvers for one in settings.levels):
        raise InvalidInput("policy_level_of_nobody")


def _free_version(context: Context) -> str:
    """The day, and which change of it where there are several."""
    texts = context.session.scalars(select(PolicyVersion.toml))
    used = {load_policy().version, context.policy.version}
    used |= {read_policy(text).version for text in texts}
    return next(one for one in _versions(context.today) if one not in used)


def _versions(day: date) -> Iterator[str]:
    yield f"{day}"
    number = 2
    while True:
        yield f"{day}-{number}"
        number += 1
