"""`./peisuan audit`: is the store whole, and the log of who did what as a file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from commands.failure import Failure
from commands.opening import opened
from commands.terminal import tell
from engine.private_files import opened_for_owner
from engine.settings import Settings
from engine.trust.audit import events, plain, verify
from engine.trust.invariants import breaches

audit = typer.Typer(no_args_is_help=True, help="The audit log: verify it, export it.")
SAYING = {
    "row_changed": "the row was changed, or rows were reordered",
    "row_missing": "a row before it was removed",
    "row_inserted": "a row was put in",
    "end_missing": "the end of the log was cut off or rewritten",
    "overdrawn": "the line has less than nothing available",
    "negative": "more was given back on the line than was held",
    "sums_differ": "what is kept as the line's sum is not the sum of its entries",
    "unbalanced_transfers": "the transfer does not balance",
    "state_and_entries": "what the request holds does not fit its state",
}


@audit.command("verify")
def verify_log(
    expect: Annotated[
        str | None, typer.Option(help="a head noted down earlier: the log must contain it")
    ] = None,
) -> None:
    """Check every row of the log, and that ledger and requests agree."""
    with _reading() as session:
        report = verify(session, expect)
        others = [one for one in breaches(session) if one.code != "audit_chain"]
    for one in others:
        tell(f"{one.subject}: {SAYING[one.code]}")
    if report.code is not None:
        raise Failure(f"the audit log is broken at row {report.broken_at}: {SAYING[report.code]}.")
    if others:
        raise Failure(f"{len(others)} things do not hold; restore a backup, and find out why.")
    tell(f"{report.rows} rows, all whole; ledger and requests agree. Head: {report.head}")
    tell("Note the head down elsewhere: with --expect it proves that nothing was rewritten.")


@audit.command("export")
def export_log(
    file: Annotated[Path, typer.Argument(help="where to; one JSON object a line")],
) -> None:
    """Write the whole log for auditors; each row's hash can be checked from it."""
    count = 0
    with _reading() as session, opened_for_owner(file) as lines:
        for event in events(session):
            lines.write(json.dumps(plain(event), ensure_ascii=False) + "\n")
            count += 1
    tell(f"{count} rows written to {file}.")


@contextmanager
def _reading() -> Iterator[Session]:
    with opened(Settings()) as database, database.reading() as session:
        yield session
