"""A company's own files: given, looked at, corrected, answered, loaded, taken back."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, Depends, Header, Path, Request, Response, status
from pydantic import BaseModel, Field, StringConstraints

from engine.api.person import Setter
from engine.api.uploads import GivenFiles, given_files
from engine.imports.mapping_json import VERSION, from_json
from engine.imports.sheet_mapping import SheetMapping
from engine.usecases.imports.begin import (
    answer_import,
    begin_import,
    correct_import,
    discard_import,
    look_at_import,
)
from engine.usecases.imports.filled import filled_rows
from engine.usecases.imports.load import load_import, past_load, past_loads, undo_import
from engine.usecases.imports.refused import refused_rows

router = APIRouter(prefix="/imports", tags=["imports"])
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
XLSX_ANSWER: dict[int | str, dict[str, Any]] = {200: {"content": {XLSX: {}}}}
TEMPLATE_ANSWER: dict[int | str, dict[str, Any]] = {200: {"content": {XLSX: {}, CSV: {}}}}
MOST_ANSWERS, MOST_SHEETS, MOST_PARTS = 500, 200, 50
Number = Annotated[int, Path(ge=1, le=2**31 - 1, description="as the history counts the loads")]
KindName = Annotated[str, Path(max_length=40, pattern=r"^[a-z_]+$")]
Said = Annotated[str, StringConstraints(max_length=300, pattern=r"^[^\x00]*$")]


class Answered(BaseModel):
    """Answers by the keys of their questions; null takes one back."""

    answers: dict[Said, Said | None] = Field(max_length=MOST_ANSWERS)


class Mapped(BaseModel):
    """How sheets are to be read, each as GET shows its `mapping`."""

    sheets: list[Annotated[dict[str, Any], Field(max_length=MOST_PARTS)]] = Field(
        min_length=1, max_length=MOST_SHEETS
    )

    def value(self) -> list[SheetMapping]:
        return from_json(json.dumps({"version": VERSION, "sheets": self.sheets}))


class Words:
    """The sentences that go with a load, in the language that the client prefers."""

    def __init__(self, request: Request, accept_language: Annotated[str, Header()] = "") -> None:
        self.telling = request.app.state.loads
        self.preferred = accept_language


Told = Annotated[Words, Depends()]


@router.post("", status_code=status.HTTP_201_CREATED)
def post_files(files: GivenFiles, caller: Setter, told: Told) -> Any:
    """Give files, to be looked at: nothing of them is loaded yet."""
    look = caller.perform(begin_import, given_files(files))
    return told.telling.look(look, told.preferred)


@router.get("")
def get_history(caller: Setter, told: Told) -> Any:
    """The latest loads and drafts, newest first."""
    return told.telling.history(caller.perform(past_loads), told.preferred)


@router.get("/kinds")
def get_kinds(_caller: Setter, told: Told) -> Any:
    """What files can hold, and the fields of each kind."""
    return told.telling.kinds(told.preferred)


@router.get("/templates/{kind}", response_class=Response, responses=TEMPLATE_ANSWER)
def get_template(
    kind: KindName,
    caller: Setter,
    told: Told,
    filled: bool = False,
    format: Literal["xlsx", "csv"] = "xlsx",
) -> Response:
    """A file to fill in; filled, what the company has: to be changed and given again."""
    rows = caller.perform(filled_rows, kind) if filled else None
    content, name = told.telling.template(kind, rows, format, told.preferred)
    return _file(content, name, XLSX if format == "xlsx" else CSV)


@router.get("/{number}")
def get_load(number: Number, caller: Setter, told: Told) -> Any:
    """A draft as it stands, or what a load did and what is in the way of taking it back."""
    past = caller.perform(past_load, number)
    if past.state != "draft":
        return told.telling.history([past], told.preferred)[0]
    return told.telling.look(caller.perform(look_at_import, number), told.preferred)


@router.delete("/{number}", status_code=status.HTTP_204_NO_CONTENT)
def delete_draft(number: Number, caller: Setter) -> None:
    """Forget a draft and its files."""
    caller.perform(discard_import, number)


@router.put("/{number}/mapping")
def put_mapping(number: Number, given: Mapped, caller: Setter, told: Told) -> Any:
    """Read sheets of a draft in another way."""
    look = caller.perform(correct_import, number, given.value())
    return told.telling.look(look, told.preferred)


@router.put("/{number}/answers")
def put_answers(number: Number, given: Answered, caller: Setter, told: Told) -> Any:
    """Answer questions of a draft."""
    look = caller.perform(answer_import, number, given.answers)
    return told.telling.look(look, told.preferred)


@router.post("/{number}/load")
def post_load(number: Number, caller: Setter, told: Told) -> Any:
    """Load a draft as it was looked at; once it is loaded it is no draft any more."""
    return told.telling.history([caller.perform(load_import, number)], told.preferred)[0]


@router.post("/{number}/undo")
def post_undo(number: Number, caller: Setter, told: Told) -> Any:
    """Take a load back as a whole."""
    return told.telling.history([caller.perform(undo_import, number)], told.preferred)[0]


@router.get("/{number}/refused.xlsx", response_class=Response, responses=XLSX_ANSWER)
def get_refused(number: Number, caller: Setter, told: Told) -> Response:
    """The rows that were not taken, with a column that says why."""
    content = told.telling.refused(caller.perform(refused_rows, number), told.preferred)
    return _file(content, f"refused-{number}.xlsx", XLSX)


def _file(content: bytes, name: str, media_type: str) -> Response:
    return Response(
        content,
        media_type=media_type,
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
            "Cache-Control": "private, no-store",
        },
    )
