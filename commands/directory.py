"""`./peisuan directory`: departments, people and leaders from DingTalk into the store."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer

from assistant.directory_told.telling import told
from assistant.errors import say_error
from assistant.speech import Speech
from channels.dingtalk.api import DingTalkApi
from channels.dingtalk.directory import read_directory
from channels.dingtalk.messages import CHANNEL
from channels.door import SendFailed
from channels.usage import Usage
from commands.failure import Failure
from commands.opening import opened
from commands.operating import engine_over
from commands.terminal import tell, terminal_language
from engine.queries.company import company_of
from engine.settings import Settings
from engine.store.database import Database
from engine.usecases.directory.synchronising import synchronise_directory
from engine.usecases.directory.values import Directory
from engine.usecases.store import is_demonstration
from engine.values.errors import InvalidInput


def directory(
    company: Annotated[str, typer.Argument(help="what the company is called")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="show it, store nothing")] = False,
    language: Annotated[str, typer.Option(help="of the report: zh or en")] = "",
) -> None:
    """Take departments, people, leaders and accounts over from DingTalk's directory."""
    settings = Settings()
    if not (settings.dingtalk_client_id and settings.dingtalk_corp_id):
        raise Failure(
            "set PEISUAN_DINGTALK_CLIENT_ID, _CLIENT_SECRET and _CORP_ID first (docs/dingtalk.md)."
        )
    try:
        with opened(settings) as database:
            if is_demonstration(database):
                raise Failure(
                    "the store holds the sample company. Import your own first, or set "
                    "PEISUAN_DATABASE_URL to an empty database."
                )
            with database.reading() as session:
                speech = Speech(terminal_language(language), company_of(session).fiscal)
            found = asyncio.run(_read(settings, database, company))
            engine = engine_over(database, settings)
            report = engine.perform_as_operator(synchronise_directory, found, dry_run)
    except SendFailed as error:
        raise Failure(f"DingTalk's directory could not be read: {error}") from error
    except InvalidInput as error:
        raise Failure(say_error(speech, error)) from error
    tell("\n".join(told(speech, found, report, dry_run)))


async def _read(settings: Settings, database: Database, company: str) -> Directory:
    api = DingTalkApi(settings, Usage(database, CHANNEL))
    try:
        return await read_directory(api, settings.dingtalk_corp_id, company)
    finally:
        await api.close()
