"""What there is of every kind of data, and what is missing."""

from engine.imports.kinds.kind import kinds
from engine.store.database import Database
from engine.usecases.context import BudgetEngine
from engine.usecases.setup.status import KindStatus, SetupStatus, setup_status
from tests.conftest import engine_over


def of(status: SetupStatus, kind: str) -> KindStatus:
    return next(one for one in status.kinds if one.kind == kind)


def test_an_empty_store_lacks_every_kind_in_the_order_of_loading(either_store: Database) -> None:
    found = engine_over(either_store).perform_as_operator(setup_status)
    assert [one.kind for one in found.missing] == list(kinds())


def test_what_is_there_is_counted(sample_engine: BudgetEngine) -> None:
    found = sample_engine.perform_as_operator(setup_status)
    assert of(found, "people").rows == 540
    assert of(found, "budgets").rows > 0
    assert "effects" not in found.impossible


def test_who_may_load_what(sample_engine: BudgetEngine) -> None:
    found = sample_engine.perform(setup_status, "hr", "test")
    assert (of(found, "people").may, of(found, "people").who) == (True, ("hr",))
    assert (of(found, "invoices").may, of(found, "invoices").who) == (False, ("finance",))
