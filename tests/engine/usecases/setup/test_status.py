"""What there is of every kind of data, and what is missing."""

from engine.imports.kinds.kind import kinds
from engine.store.database import Database
from engine.usecases.context import BudgetEngine
from engine.usecases.setup.status import KindStatus, SetupStatus, lacking, setup_status
from tests.conftest import engine_over


def of(status: SetupStatus, kind: str) -> KindStatus:
    return next(one for one in status.kinds if one.kind == kind)


def test_an_empty_store_lacks_every_kind(either_store: Database) -> None:
    found = engine_over(either_store).perform_as_operator(setup_status)
    assert [one.kind for one in found.kinds] == list(kinds())
    assert sorted(found.lacking) == sorted(kinds())


def test_people_come_first_then_what_makes_most_possible() -> None:
    def kind(name: str, rows: int, *feeds: str) -> KindStatus:
        return KindStatus(kind=name, labels={}, rows=rows, feeds=feeds, who=(), may=name != "wages")

    kinds = (
        kind("skills", 0, "gaps", "evidence"),
        kind("requirements", 0, "gaps"),
        kind("wages", 0, "fund", "penalty"),
        kind("courses", 0, "estimates"),
        kind("trainings", 7, "history"),
        kind("people", 0, "access"),
    )
    assert lacking(kinds) == ("people", "wages", "skills", "courses", "requirements")
    assert lacking(kinds[:-1])[0] == "wages"


def test_what_the_asker_may_load_is_what_he_is_told_first(either_store: Database) -> None:
    found = engine_over(either_store).perform_as_operator(setup_status)
    assert (found.first, found.missing[0]) == (of(found, "people"), of(found, "people"))


def test_what_is_there_is_counted(sample_engine: BudgetEngine) -> None:
    found = sample_engine.perform_as_operator(setup_status)
    assert of(found, "people").rows == 540
    assert of(found, "budgets").rows > 0
    assert "effects" not in found.impossible


def test_who_may_load_what(sample_engine: BudgetEngine) -> None:
    found = sample_engine.perform(setup_status, "hr", "test")
    assert (of(found, "people").may, of(found, "people").who) == (True, ("hr",))
    assert (of(found, "invoices").may, of(found, "invoices").who) == (False, ("finance",))
