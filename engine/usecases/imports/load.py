"""Loading a draft, taking a load back, and the history of both."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from engine.imports.sheet_report import Fate, SheetReport
from engine.imports.writing.undo import InTheWay
from engine.imports.writing.undo import Loaded as Written
from engine.store.bulk import insert_rows, restart_sequences
from engine.store.tables import (
    Employee,
    ImportBatch,
    ImportChange,
    ImportFile,
    ImportLoad,
    ImportRefusal,
    OrgUnit,
    RoleGrant,
    StoreInfo,
)
from engine.trust.audit import Deed
from engine.usecases.context import Context, reads
from engine.usecases.imports.drafts import (
    DRAFT,
    LOADED,
    UNDONE,
    find_load,
    forget_mappings,
    found_in,
    keep_mappings,
    loads_seen,
    mappings_of,
    require_importer,
    require_rights,
)
from engine.usecases.imports.looking import RECORD, Loaded, is_first, load_tables
from engine.usecases.imports.powers_undone import record_heads, require_roles
from engine.usecases.imports.shown import shown_as
from engine.usecases.imports.views import PastLoad
from engine.usecases.ledger.corrections import take_back
from engine.values.errors import InvalidInput, NotFound

# Under which names and numbers the log speaks of units and people: it must say when they change.
RENAMED = ("unit", "emp_no")
MOST_PAST = 100


def load_import(context: Context, load_id: int, shown: str | None = None) -> PastLoad:
    """Load a draft as it was accepted. Rows that wait for an answer are left out. `shown` is
    what the person saw of it: if it is another by now, nothing is loaded.

    Raises:
        InvalidInput: it is no draft any more, or not as it was shown; it would lose rows or
            money.
        NotFound: no such load.
        NotPermitted: the actor may load nothing. Sheets that are for others to load are left out.
    """
    require_importer(context)
    load = find_load(context, load_id, DRAFT)
    mappings = mappings_of(load)
    tables = found_in(context.session, load).tables
    loaded = load_tables(context, load, tables, mappings)
    if shown not in (None, shown_as(load, loaded.reports)):
        raise InvalidInput("import_not_as_shown", id=load.id)
    keep_load(context, load, loaded)
    keep_mappings(context, mappings, load.answers)
    return _past(context, load)


def keep_load(context: Context, load: ImportLoad, loaded: Loaded) -> None:
    """What was loaded in the open transaction stays, with what it takes to undo it."""
    loaded.writer.journal.keep(load.id)
    restart_sequences(context.session)
    load.state, load.loaded_at = LOADED, context.now
    if is_first(context.session):
        context.session.add(StoreInfo(id=1, kind="company"))
    for report in loaded.reports:
        _record(context, load, report)
    context.session.flush()


def undo_import(context: Context, load_id: int) -> PastLoad:
    """Take back everything a load wrote, if nothing hangs on it and nothing of it was changed
    since. What it posted to the ledger is taken back by its opposite.

    Raises:
        BudgetExceeded: of a budget that it set, something is bound already.
        InvalidInput: it is not loaded; it cannot be undone, with the first reason why; what it
            wrote is not known any more (see the policy's `retention.files`).
        NotFound: no such load.
        NotPermitted: it gave roles that are not the actor's to take.
    """
    require_importer(context)
    load = find_load(context, load_id, LOADED)
    require_rights(context, load)
    written = Written(context.session, load.id)
    if written.is_forgotten:
        raise InvalidInput("import_forgotten", id=load.id)
    if reasons := (*_confirmed_since(context, load), *written.in_the_way()):
        first = reasons[0]
        args = {"table": first.table, "count": first.count, "loads": list(first.ids)}
        raise InvalidInput(f"import_{first.code}", id=load.id, **args)
    require_roles(context, written.spans[RoleGrant.__tablename__])
    take_back(context, written.postings, f"import {load.id}")
    written.take_back()
    record_heads(context, written.restored(OrgUnit, OrgUnit.head_employee_id))
    context.session.expire_all()
    load = find_load(context, load_id)
    load.state, load.undone_at = UNDONE, context.now
    forget_mappings(context, load)
    context.record("undo_import", str(load.id))
    return _past(context, load)


@reads
def past_loads(context: Context) -> tuple[PastLoad, ...]:
    """The latest loads and drafts, newest first.

    Raises:
        NotPermitted: the actor may not load files.
    """
    require_importer(context)
    latest = loads_seen(context).order_by(ImportLoad.id.desc()).limit(MOST_PAST)
    return tuple(_past(context, one) for one in context.session.scalars(latest))


@reads
def past_load(context: Context, load_id: int) -> PastLoad:
    """One load of the history, and what is in the way of taking it back.

    Raises:
        NotFound: no such load.
        NotPermitted: the actor may not load files.
    """
    require_importer(context)
    load = context.session.scalars(loads_seen(context).where(ImportLoad.id == load_id)).first()
    if load is None:
        raise NotFound("unknown_import", id=load_id)
    if load.state != LOADED:
        return _past(context, load)
    ways = (
        *_confirmed_since(context, load),
        *Written(context.session, load.id).in_the_way(),
    )
    return replace(_past(context, load), in_the_way=ways)


def _confirmed_since(context: Context, load: ImportLoad) -> list[InTheWay]:
    """Later loads of the same kinds that found rows as they were: perhaps those of this one, and
    they would be gone though a later file has them."""
    kinds = select(ImportBatch.kind).where(ImportBatch.load_id == load.id)
    later = (
        select(ImportLoad.id)
        .join(ImportBatch, ImportBatch.load_id == ImportLoad.id)
        .where(
            ImportLoad.state == LOADED,
            ImportLoad.id > load.id,
            ImportBatch.kind.in_(kinds),
            ImportBatch.rows_known > 0,
        )
        .distinct()
        .order_by(ImportLoad.id.desc())
    )
    ids = tuple(context.session.scalars(later))
    return [InTheWay("later", ImportLoad.__tablename__, len(ids), ids)] if ids else []


def _record(context: Context, load: ImportLoad, report: SheetReport) -> None:
    """Keep with the load what was changed, with its old value, and what was refused."""
    batch = ImportBatch(
        load_id=load.id,
        sheet=report.sheet[:200],
        file=report.file[:300],
        kind=report.kind,
        rows_read=report.read,
        rows_added=report.count(Fate.ADDED),
        rows_known=report.count(Fate.SAME),
        rows_refused=report.count(Fate.REFUSED),
        created_at=context.now,
    )
    if not report.kind:
        return
    context.session.add(batch)
    context.session.flush()
    refusals = [*report.refusals, *report.cells_left_out]
    insert_rows(
        context.session,
        ImportRefusal,
        [
            {
                "batch_id": batch.id,
                "row": one.row,
                "column": one.column[:200],
                "value": one.value[:300],
                "code": one.code,
            }
            for one in refusals
        ],
    )
    insert_rows(
        context.session,
        ImportChange,
        [
            {
                "batch_id": batch.id,
                "row": one.row,
                "subject": one.subject[:300],
                "field": one.field[:60],
                "old": one.old,
                "new": one.new,
            }
            for one in report.changes
        ],
    )
    _log(context, batch, report)


def _log(context: Context, batch: ImportBatch, report: SheetReport) -> None:
    figures = {
        "load": batch.load_id,
        "batch": batch.id,
        "kind": report.kind,
        "added": report.count(Fate.ADDED),
        "changed": report.count(Fate.CHANGED),
        "refused": len(report.refusals),
    }
    context.deeds.append(Deed("import", report.file[:150], figures))
    for one in report.changes:
        if one.field in RENAMED:
            context.record("rename", one.subject[:150], field=one.field, old=one.old, new=one.new)


def _past(context: Context, load: ImportLoad) -> PastLoad:
    session = context.session
    files = select(ImportFile.name).where(ImportFile.load_id == load.id).order_by(ImportFile.id)
    batches = session.scalars(select(ImportBatch).where(ImportBatch.load_id == load.id)).all()
    changed = select(ImportChange.row).where(ImportChange.batch_id.in_([one.id for one in batches]))
    return PastLoad(
        id=load.id,
        state=load.state,
        actor=load.actor,
        actor_name=session.scalar(select(Employee.name).where(Employee.emp_no == load.actor)),
        channel=load.channel,
        record=load.options.get(RECORD),
        files=tuple(session.scalars(files)),
        created_at=load.created_at,
        loaded_at=load.loaded_at,
        undone_at=load.undone_at,
        added=sum(one.rows_added for one in batches),
        changed=len(set(session.scalars(changed))),
        refused=sum(one.rows_refused for one in batches),
    )
