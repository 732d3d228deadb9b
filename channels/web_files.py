"""Files that the visitor of the page sends in the chat."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request

from assistant.language import FIRST
from channels.asked_language import AskedLanguage
from channels.message import FILE, Attachment
from channels.web import CHANNEL, MESSAGE_ID, gate_of, plain_replies, said_by_visitor, visitor
from engine.api.uploads import GivenFiles, given_files
from engine.usecases.context import BudgetEngine
from engine.usecases.imports.drafts import require_importer
from engine.usecases.imports.views import GivenFile
from engine.usecases.report_files import keep_file
from engine.values.errors import EngineError

LONGEST_NAME = 120
MEDIA_TYPE = "application/octet-stream"
router = APIRouter(tags=["web page"])


@router.post("/web/files")
async def give(
    request: Request,
    files: GivenFiles,
    message_id: Annotated[str, Form(pattern=MESSAGE_ID)],
    language: Annotated[AskedLanguage, Form()] = FIRST,
) -> list[dict[str, Any]]:
    """Files as one message of the visitor; the replies."""
    gate, message = gate_of(request), said_by_visitor(request, message_id, "")
    if await asyncio.to_thread(gate.inbox.find, message) is None:
        engine, person = request.app.state.engine, visitor(request)
        given = await asyncio.to_thread(given_files, files)
        kept = await asyncio.to_thread(_kept, engine, person, given)
        message = replace(message, attachments=kept, language=language)
    return plain_replies(await gate.deliver(message))


def _kept(engine: BudgetEngine, person: str, given: Sequence[GivenFile]) -> tuple[Attachment, ...]:
    """The files, kept until they are looked at; only their names where they may not be loaded:
    the assistant says so."""
    try:
        engine.perform(require_importer, person, CHANNEL)
    except EngineError:
        return tuple(Attachment(FILE, one.name) for one in given)
    return tuple(_secrets(engine, person, given))


def _secrets(engine: BudgetEngine, person: str, given: Sequence[GivenFile]) -> Iterator[Attachment]:
    for one in given:
        name = one.name[-LONGEST_NAME:]
        secret = engine.perform(
            keep_file, person, CHANNEL, name, MEDIA_TYPE, one.content, logged=False
        )
        yield Attachment(FILE, one.name, {"secret": secret})
