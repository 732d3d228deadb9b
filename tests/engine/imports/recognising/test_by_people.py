"""Whose columns are, as the people that are known tell."""

from engine.imports.questions import Answers
from engine.imports.recognising.known import Known
from tests.engine.imports.recognising.tables import a_table, columns, proposed

KNOWN = Known(names={"person": {"70334": "Edwina Rudd", "70414": "Ada Cole", "70500": "Bo Yu"}})
TRAININGS = Answers({"kind:f.xlsx|": "trainings"})


def test_known_numbers_are_theirs_whatever_the_heading() -> None:
    table = a_table(
        "Username|User ID|Full name|Course|Start date",
        "70334|901|Edwina Rudd|Fire|2025-02-01",
        "70414|902|Ada Cole|Fire|2025-02-01",
        "70500|903|Bo Yu|Fire|2025-02-01",
    )
    assert columns(proposed(table, KNOWN, TRAININGS))["emp_no"] == "Username"


def test_names_of_others_are_not_theirs() -> None:
    table = a_table(
        "Employee ID|Name|Course|Start date",
        "70334|Root Admin|Fire|2025-02-01",
        "70414|Root Admin|Fire|2025-02-01",
        "70500|Root Admin|Fire|2025-02-01",
    )
    assert "name" not in columns(proposed(table, KNOWN, TRAININGS))


def test_names_the_other_way_round_are_theirs() -> None:
    table = a_table(
        "Employee ID|Name|Course|Start date",
        "70334|Rudd, Edwina|Fire|2025-02-01",
        "70414|Cole, Ada|Fire|2025-02-01",
        "70500|Yu, Bo|Fire|2025-02-01",
    )
    assert columns(proposed(table, KNOWN, TRAININGS))["name"] == "Name"
