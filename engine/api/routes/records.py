"""Single records of every kind that files can hold: described, shown, entered, corrected."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response, status
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from engine.api.person import SetCommander, Setter
from engine.api.problems import Problem, problem_answer
from engine.api.routes.imports import MOST_ANSWERS, KindName, Said, Told
from engine.usecases.imports.filled import filled_page, kind_to_enter, kinds_to_enter
from engine.usecases.imports.records import (
    MOST_RECORDS,
    NotTaken,
    enter_records,
    look_at_records,
)

router = APIRouter(prefix="/records", tags=["records"])
MOST_FIELDS, MOST_AT_ONCE = 60, 500
FieldName = Annotated[str, StringConstraints(max_length=40, pattern=r"^[a-z_0-9]+$")]
Text = Annotated[str, StringConstraints(max_length=2000, pattern=r"^[^\x00]*$")]
After = Annotated[int, Query(ge=0, le=2**31 - 1, description="`after` of the page before")]
AtOnce = Annotated[int, Query(ge=1, le=MOST_AT_ONCE)]
DryRun = Annotated[bool, Query(description="tell what it would do, and keep nothing")]


class RecordsGiven(BaseModel):
    """Each record by field, written as in a file (a day as 2026-03-01); a word by its value, or
    as people write it. `answers` are those to questions, by their keys."""

    model_config = ConfigDict(extra="forbid")

    records: list[Annotated[dict[FieldName, Text], Field(max_length=MOST_FIELDS)]] = Field(
        min_length=1, max_length=MOST_RECORDS
    )
    answers: dict[Said, Said] = Field(default_factory=dict, max_length=MOST_ANSWERS)


@router.get("")
def get_kinds(caller: Setter, told: Told) -> Any:
    """The kinds that the caller may enter."""
    return told.telling.kinds_named(caller.perform(kinds_to_enter), told.preferred)


@router.get("/{kind}/fields")
def get_fields(kind: KindName, caller: Setter, told: Told) -> Any:
    """What a record of the kind looks like: its fields as they are called in the asker's
    language, which are needed (of each of `needs` one), and the words that a field allows."""
    return told.telling.described(caller.perform(kind_to_enter, kind), told.preferred)


@router.get("/{kind}")
def get_records(kind: KindName, caller: Setter, after: After = 0, most: AtOnce = 100) -> Any:
    """What there is of a kind, as rows of its filled template, page by page."""
    page = caller.perform(filled_page, kind, after, most)
    return {"records": page.rows, "after": page.after}


@router.post(
    "/{kind}",
    status_code=status.HTTP_201_CREATED,
    responses={status.HTTP_200_OK: {"description": "a dry run: nothing was kept"}},
)
def post_records(
    kind: KindName,
    given: RecordsGiven,
    caller: SetCommander,
    told: Told,
    response: Response,
    dry_run: DryRun = False,
) -> Any:
    """Enter records: one whose key is there already is corrected. All are taken or none: what
    must be answered first is 409, what cannot be taken 422, with the whole report in `args`.
    What was entered is in the history of loads, and is taken back there."""
    if dry_run:
        response.status_code = status.HTTP_200_OK
        looked = caller.perform(look_at_records, kind, given.records, given.answers)
        return told.telling.entered(looked, told.preferred)
    try:
        entered = caller.perform(enter_records, kind, given.records, given.answers, caller.key)
    except NotTaken as error:
        report = told.telling.entered(error.entered, told.preferred)
        return problem_answer(_problem(error, report))
    return told.telling.entered(entered, told.preferred)


def _problem(error: NotTaken, report: dict[str, Any]) -> Problem:
    is_asked = error.is_asked
    return Problem(
        type=error.code,
        title=str(error),
        status=status.HTTP_409_CONFLICT if is_asked else status.HTTP_422_UNPROCESSABLE_CONTENT,
        detail=report["text"],
        args=report,
    )
