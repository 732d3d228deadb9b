"""Mappings written out, corrected by hand and read again."""

import json

import pytest

from engine.imports.mapping_json import from_json, to_json
from engine.imports.sheet_mapping import FieldMap, Join, SheetMapping
from engine.values.errors import InvalidInput

MAPPINGS = [
    SheetMapping(
        file="技能.xlsx",
        sheet="矩阵",
        fingerprint="abc",
        kind="skills",
        fields=(
            FieldMap(field="emp_no", column="工号"),
            FieldMap(field="level", column="焊接", of={"skill": "焊接"}),
            FieldMap(field="assessed_on", constant="2026-01-01"),
        ),
        words={"source": {"班长评": "manager", "?": ""}},
        joins=(Join(column="dept", sheet="d.csv|", key="id", takes="name"),),
        heading_rows=(2, 3),
        headings=("工号", "焊接"),
    ),
    SheetMapping(file="技能.xlsx", sheet="说明", fingerprint="def", kind=None),
]


def changed(**values: object) -> str:
    said = json.loads(to_json(MAPPINGS))
    said["sheets"][0] |= values
    return json.dumps(said)


def test_what_is_written_is_read_again() -> None:
    assert from_json(to_json(MAPPINGS)) == MAPPINGS


def test_it_can_be_read_by_a_person() -> None:
    said = json.loads(to_json(MAPPINGS))
    assert said["version"] == 1
    assert said["sheets"][0]["fields"][1] == {
        "field": "level",
        "column": "焊接",
        "of": {"skill": "焊接"},
    }


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("no", "mapping_unreadable"),
        ("[]", "mapping_unreadable"),
        ('{"version": 2, "sheets": []}', "mapping_version"),
        ('{"version": 1, "sheet": []}', "mapping_keys"),
        (changed(kind="persons"), "mapping_kind"),
        (changed(colour="red"), "mapping_keys"),
        (changed(fields=[{"field": "salary", "column": "x"}]), "mapping_fields"),
        (changed(fields=[{"field": "emp_no"}]), "mapping_unreadable"),
        (changed(fields=[{"field": "emp_no", "col": "x"}]), "mapping_keys"),
        (changed(words={"colour": {}}), "mapping_fields"),
        (changed(heading_rows=[0, 1]), "mapping_unreadable"),
    ],
)
def test_what_is_wrong_is_refused(text: str, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        from_json(text)
    assert refused.value.code == code


def test_a_join_that_adds_a_column_says_so() -> None:
    join = Join(column="Run", sheet="t|S", key="Run", takes="Course", adds=True)
    mapping = SheetMapping(file="t", sheet="A", fingerprint="f", kind="trainings", joins=(join,))
    assert from_json(to_json([mapping]))[0].joins == (join,)
