"""`./peisuan directory`: departments, people and leaders from DingTalk into the store."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Annotated

import typer
from rich.console import Console

from channels.dingtalk.api import DingTalkApi
from channels.dingtalk.directory import read_directory
from channels.dingtalk.messages import CHANNEL
from channels.door import SendFailed
from channels.usage import Usage
from commands.failure import Failure
from engine.settings import Settings
from engine.store.database import Database
from engine.usecases.directory.synchronising import apply_directory
from engine.usecases.directory.values import Directory, DirectoryReport
from engine.usecases.store import is_demonstration
from engine.values.errors import InvalidInput

SHOWN = 20


def directory(
    company: Annotated[str, typer.Argument(help="what the company is called")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="show it, store nothing")] = False,
) -> None:
    """Take departments, people, leaders and accounts over from DingTalk's directory."""
    settings = Settings()
    if not (settings.dingtalk_client_id and settings.dingtalk_corp_id):
        raise Failure(
            "set PEISUAN_DINGTALK_CLIENT_ID, _CLIENT_SECRET and _CORP_ID first (docs/dingtalk.md)."
        )
    database = Database(settings.store_url)
    try:
        database.migrate()
        if is_demonstration(database):
            raise Failure(
                "the store holds the sample company. Import your own first, or set "
                "PEISUAN_DATABASE_URL to an empty database."
            )
        found = asyncio.run(_read(settings, database, company))
        report = apply_directory(database, found, dry_run)
    except SendFailed as error:
        raise Failure(f"DingTalk's directory could not be read: {error}") from error
    except InvalidInput as error:
        raise Failure(f"the directory cannot be taken over: {error}") from error
    finally:
        database.dispose()
    _show(found, report, dry_run)


async def _read(settings: Settings, database: Database, company: str) -> Directory:
    api = DingTalkApi(settings, Usage(database, CHANNEL))
    try:
        return await read_directory(api, settings.dingtalk_corp_id, company)
    finally:
        await api.close()


def _show(found: Directory, report: DirectoryReport, dry_run: bool) -> None:
    console = Console(highlight=False, soft_wrap=True, markup=False)
    console.print(f"The directory has {len(found.units)} units and {len(found.people)} people.")
    for title, names in (
        ("Units added", report.units_added),
        ("Units moved", report.units_moved),
        ("People added", report.people_added),
        ("People changed", report.people_changed),
        ("Heads set", report.heads_set),
        ("Left out, without an employee number or a known address", report.without_number),
        (
            "Left out, since their number belonged to somebody else who left "
            "(./peisuan import --reused gives it to them)",
            report.number_reused,
        ),
        ("In the store but not in the directory (left as they are)", report.not_in_directory),
    ):
        _list(console, title, names)
    console.print(f"Accounts linked: {report.linked}")
    if dry_run:
        console.print("Dry run: nothing was stored.")


def _list(console: Console, title: str, names: Sequence[str]) -> None:
    if names:
        more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
        console.print(f"{title} ({len(names)}): {', '.join(names[:SHOWN])}{more}")
