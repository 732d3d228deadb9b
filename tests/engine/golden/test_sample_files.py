"""The sample company's files: as the generator writes them, and read as anybody's files are."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select

from engine.imports.grid.reading import read_sheets
from engine.imports.recognising.headings import is_heading
from engine.imports.recognising.proposing import Proposal, propose
from engine.imports.shape.finding import tables_of
from engine.imports.shape.table import Table
from engine.sample import load_sample
from engine.sample.files import FOLDER, File, base_year, files, written
from engine.sample.generate import generate
from engine.sample.people import PLANT_SIZE
from engine.sample.written import Company
from engine.store.database import Database
from engine.store.tables import Base
from tests.engine.golden.test_sample_rows import ROWS


def table_of(file: File) -> Table:
    """A file as it is read from whoever gives it."""
    path = FOLDER / f"{file.name}.csv"
    (sheet,) = read_sheets(path.name, path.read_bytes())
    (table,) = tables_of(sheet, is_heading)
    return table


@pytest.fixture(scope="module")
def proposals() -> dict[str, Proposal]:
    """What is proposed for all of them, given together."""
    found = propose([table_of(one) for one in files()])
    return {one.name: proposal for one, proposal in zip(files(), found, strict=True)}


@pytest.fixture(scope="module")
def generated() -> Company:
    return Company(generate(base_year(), PLANT_SIZE))


@pytest.mark.parametrize("file", files(), ids=lambda one: one.name)
def test_a_file_is_what_the_generator_writes(file: File, generated: Company) -> None:
    assert file.stored == written(generated, file)


def test_no_other_file_lies_there() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == {one.name for one in files()}


@pytest.mark.parametrize("file", files(), ids=lambda one: one.name)
def test_whoever_gives_it_is_understood_or_asked(
    file: File, proposals: dict[str, Proposal]
) -> None:
    mapping = proposals[file.name].mapping
    if mapping.kind is None:
        assert [one.code for one in proposals[file.name].questions] == ["kind"]
        return
    assert mapping.kind == file.kind.name
    meant = {one.labels["zh"]: one.name for one in file.kind.fields.values()}
    assert [(one.field, one.of) for one in mapping.fields] == [
        (meant[one.column or ""], {}) for one in mapping.fields
    ]


def test_what_is_the_samples_alone_is_taken_of_nobody_else(
    proposals: dict[str, Proposal],
) -> None:
    people = next(one for one in files() if one.name == "people")
    own = {one.labels["zh"] for one in people.kind.restricted.values()}
    mapping = proposals["people"].mapping
    assert own <= set(mapping.headings)
    assert own.isdisjoint(one.column for one in mapping.fields)


def test_most_of_them_need_no_question(proposals: dict[str, Proposal]) -> None:
    asked = [name for name, one in proposals.items() if one.mapping.kind is None]
    assert len(asked) <= len(proposals) // 10


def test_nothing_else_is_in_the_store(empty_store: Database) -> None:
    """Neither a journal of the load nor a log of it: the company was always there."""
    with empty_store.transaction() as session:
        load_sample(session, date(2026, 11, 23))
    with empty_store.reading() as session:
        tables = [one for one in Base.metadata.sorted_tables if one.name not in ROWS]
        filled = [
            one.name for one in tables if session.scalar(select(func.count()).select_from(one))
        ]
    assert filled == ["store_identity", "table_change"]
