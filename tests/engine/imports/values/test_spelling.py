"""Names and numbers as they are compared."""

import pytest

from engine.imports.values.spelling import same_person


@pytest.mark.parametrize("name", ["Nel A", "A. Nel", "NEL, A", "Anneke Nel", "Nel A.M."])
def test_initials_may_stand_for_first_names(name: str) -> None:
    assert same_person("Anneke Nel", name)


@pytest.mark.parametrize("name", ["Nel B", "Botha A", "A", "Pieter Venter"])
def test_other_initials_or_another_family_are_of_somebody_else(name: str) -> None:
    assert not same_person("Anneke Nel", name)
