"""Keys that stand for names elsewhere."""

from engine.imports.recognising.joins import joined
from engine.imports.recognising.proposing import propose
from engine.imports.sheet_mapping import Join
from tests.engine.imports.recognising.tables import a_table, columns, facts

UNITS = a_table(
    "Dept Code|Department Name|Rolls Up To",
    "100|Operations|",
    "110|Packaging|100",
    "120|Storage|100",
    sheet="Org Chart",
)
PEOPLE = a_table(
    "Employee ID|Full Name|Dept|Job Title|Hire Date",
    "1|Ann Alder|110|Picker|2020-01-01",
    "2|Bob Birch|120|Packer|2021-01-01",
    sheet="Headcount",
)


def test_a_column_of_keys_means_the_names_of_another_sheet() -> None:
    _, people = propose([UNITS, PEOPLE])
    assert people.mapping.joins == (
        Join(column="Dept", sheet="f.xlsx|Org Chart", key="Dept Code", takes="Department Name"),
    )
    assert columns(people)["unit"] == "Dept"
    assert facts(people, "joined") == [
        {"column": "Dept", "sheet": "f.xlsx|Org Chart", "takes": "Department Name"}
    ]


def test_names_stand_in_place_of_keys_and_what_is_none_stays() -> None:
    _, people = propose([UNITS, PEOPLE])
    other = a_table("Dept", "0110", "120", "999", sheet="Headcount")
    column = joined(other, people.mapping, [UNITS, other]).column("Dept")
    assert column is not None
    assert list(column) == ["Packaging", "Storage", "999"]


def test_names_that_are_not_unique_tell_nothing() -> None:
    units = a_table("部门编码|部门名称|上级部门", "1|华东|", "2|销售部|1", "3|销售部|1", "4|华北|")
    people = a_table("工号|姓名|部门|入职日期", "1|甲|2|2020-01-01", "2|乙|3|2020-01-01")
    _, found = propose([units, people])
    assert found.mapping.joins == ()
