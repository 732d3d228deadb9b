"""What people and units that an identity provider keeps have in common."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.store.tables import OrgUnit, StoreInfo
from engine.store.units import ROOT
from engine.usecases.context import PROVISIONER, Context
from engine.usecases.directory.external_ids import ExternalIds
from engine.usecases.directory.keeping import Keeper
from engine.usecases.directory.values import DirectoryReport
from engine.values.errors import EngineError, NotPermitted

# There is one provider, so its ids need no tenant.
SYSTEM, TENANT = "scim", ""


class NotKept(EngineError):
    """What the provider says cannot be, by a code that `engine/api/scim/refusals.toml` puts in
    words: programs are told, not people."""


def require_provisioner(context: Context) -> None:
    """Nobody else does any of this, whatever his roles.

    Raises:
        NotPermitted: it is somebody else.
    """
    if (context.actor.employee_id, context.actor.emp_no) != (
        PROVISIONER.employee_id,
        PROVISIONER.emp_no,
    ):
        raise NotPermitted("keep_people", who_has=PROVISIONER.emp_no)


def require_own_company(session: Session) -> None:
    """The sample company is not mixed with a real one; an empty store becomes a company's.

    Raises:
        NotKept: the store holds the sample company.
    """
    kind = session.scalar(select(StoreInfo.kind))
    if kind == "sample":
        raise NotKept("sample_company")
    if kind is None:
        session.add(StoreInfo(id=1, kind="company"))


def ids_of(context: Context) -> ExternalIds:
    return ExternalIds(context.session, SYSTEM, TENANT)


def keeper_of(context: Context) -> Keeper:
    return Keeper(context.session, context.today, DirectoryReport())


def whole_company(keeper: Keeper) -> OrgUnit:
    """The unit above all others; made where there is none yet."""
    return keeper.top() or keeper.add_unit(ROOT, ROOT, None)
