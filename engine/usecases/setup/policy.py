"""The company's policy in the store: looked at, and set anew from a day on."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date

from pydantic import ValidationError
from sqlalchemy import select

from engine.access import Right, scope
from engine.policy import DEFAULT_POLICY, Policy, load_policy, read_policy
from engine.policy.settings import PolicySettings, settings_of
from engine.queries.company import whole_company
from engine.queries.policy import policy_of, policy_row
from engine.store.tables import Employee, OrgUnit, PolicyVersion
from engine.usecases.context import Context, reads
from engine.usecases.units import require_company
from engine.values.errors import InvalidInput

LONGEST = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyNow:
    """The text that holds, and what people mostly change of it; `since` and `by` (a name) are
    None for the one that everybody begins with. `coming` is set already, and holds from its own
    day on. `special_levels` are for single units or programmes. `may` and `may_authority` say whether the asker may set it, and who decides."""

    toml: str
    version: str
    settings: PolicySettings
    special_levels: int
    may: bool
    may_authority: bool
    since: date | None
    by: str | None
    coming: tuple[date, ...] = ()


@reads
def policy_now(context: Context) -> PolicyNow:
    """The policy in force; everybody may know by which rules it goes."""
    row = policy_row(context.session, context.today)
    policy = policy_of(context.session, context.today, context.policy)
    everywhere = whole_company(context.session)
    may, authority = (
        everywhere.startswith(scope(context.actor, right))
        for right in (Right.SET_UP, Right.SET_AUTHORITY)
    )
    return PolicyNow(
        toml=row.toml if row else DEFAULT_POLICY.read_text(encoding="utf-8"),
        version=policy.version,
        settings=settings_of(policy),
        special_levels=sum(bool(one.unit or one.programme) for one in policy.approval.levels),
        may=may,
        may_authority=authority,
        since=row.since if row else None,
        by=_name(context, row),
        coming=_coming(context),
    )


def set_policy(context: Context, toml: str, since: date | None = None) -> PolicyNow:
    """Let another text hold, from today or a later day on. What it leaves out of what may be
    left out is as in the one that everybody begins with.

    Raises:
        InvalidInput: no TOML, no policy (the field is named), a version that was used for
            another text, a unit that there is not, a day that is past.
        NotPermitted: HR and management of the whole company alone set it; management alone who
            approves and who sets budgets.
    """
    require_company(context, Right.SET_UP)
    policy = _read(toml)
    day = since or context.today
    if day < context.today:
        raise InvalidInput("policy_of_the_past", day=day, today=context.today)
    replaced = context.policy, policy_of(context.session, day, context.policy)
    if any(_authority(policy) != _authority(one) for one in replaced):
        require_company(context, Right.SET_AUTHORITY)
    _require_units(context, policy)
    if not _is_in_force(context, toml, day):
        _require_new_version(context, policy)
        context.session.add(
            PolicyVersion(
                toml=toml,
                since=day,
                by_id=context.actor.employee_id or None,
                created_at=context.now,
            )
        )
        context.session.flush()
        before, after = context.policy.model_dump(mode="json"), policy.model_dump(mode="json")
        changed = [name for name, section in after.items() if before[name] != section]
        context.record("set_policy", policy.version, since=day, changed=changed)
    return policy_now(context)


def _read(toml: str) -> Policy:
    if len(toml) > LONGEST:
        raise InvalidInput("policy_too_long", longest=LONGEST)
    try:
        return read_policy(toml)
    except tomllib.TOMLDecodeError as error:
        raise InvalidInput("policy_unreadable", reason=str(error)) from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        raise InvalidInput("policy_invalid", field=field, reason=first["msg"]) from error
    except (ValueError, ArithmeticError) as error:
        raise InvalidInput("policy_unreadable", reason=str(error)) from error


def _authority(policy: Policy) -> object:
    """Who decides about money, and by when: what falls due goes to whoever comes next. And what
    keeps HR from doing alone what cannot be taken back."""
    approval = policy.approval
    days = (approval.validate_days, approval.evaluate_days, approval.approve_days)
    alone = (approval.separation, approval.split_days, policy.retention.erase_after)
    return approval.levels, days, alone, policy.budget.set_by


def _require_units(context: Context, policy: Policy) -> None:
    named = {level.unit for level in policy.approval.levels if level.unit is not None}
    known = set(context.session.scalars(select(OrgUnit.code).where(OrgUnit.code.in_(named))))
    if unknown := sorted(named - known):
        raise InvalidInput("policy_unknown_unit", unit=unknown[0])


def _require_new_version(context: Context, policy: Policy) -> None:
    """Every explanation and step names the version by which it was made."""
    texts = context.session.scalars(select(PolicyVersion.toml))
    used = [load_policy(), context.policy, *(read_policy(text) for text in texts)]
    if any(one.version == policy.version and one != policy for one in used):
        raise InvalidInput("policy_version_taken", version=policy.version)


def _is_in_force(context: Context, toml: str, day: date) -> bool:
    row = policy_row(context.session, day)
    return row is not None and row.toml == toml


def _name(context: Context, row: PolicyVersion | None) -> str | None:
    if row is None or row.by_id is None:
        return None
    return context.session.get_one(Employee, row.by_id).name


def _coming(context: Context) -> tuple[date, ...]:
    days = select(PolicyVersion.since).where(PolicyVersion.since > context.today).distinct()
    return tuple(context.session.scalars(days.order_by(PolicyVersion.since)))
