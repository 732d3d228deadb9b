"""The kinds' own files: what their format cannot say is checked here."""

from collections import Counter

import pytest

from assistant.language import LANGUAGES
from engine.access import Right
from engine.imports.amounts import plain
from engine.imports.kinds.kind import TYPES, Kind, kinds
from engine.store.tables import Base

ALL = list(kinds().values())


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.name)
def test_every_field_has_a_type_and_a_heading_in_both_languages(kind: Kind) -> None:
    assert all(field.type in TYPES for field in kind.fields.values())
    assert set(kind.labels) == set(LANGUAGES)


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.name)
def test_no_heading_belongs_to_two_fields(kind: Kind) -> None:
    counted = Counter(heading for field in kind.fields.values() for heading in set(field.headings))
    assert [heading for heading, times in counted.items() if times > 1] == []


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.name)
def test_what_a_kind_names_are_fields_of_it(kind: Kind) -> None:
    named = {name for need in kind.needs for name in need}
    named |= {name for one in kind.wide for name in (one.of, one.cells)} | set(kind.words)
    assert named <= set(kind.fields)


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.name)
def test_spellings_of_words_are_written_as_they_are_compared(kind: Kind) -> None:
    spellings = [
        spelt for values in kind.words.values() for one in values.values() for spelt in one
    ]
    assert [one for one in spellings if plain(one) != one] == []


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.name)
def test_its_right_and_its_tables_are_there(kind: Kind) -> None:
    assert kind.right in set(Right)
    tables = {one.partition(".")[0] for one in kind.holds}
    assert tables
    assert tables <= set(Base.metadata.tables)
    assert kind.feeds
