"""The search for cycles is put off, and never forgotten."""

import gc

import pytest

from engine.imports.collecting import uncollected


def test_it_is_put_off_until_the_last_import_ends() -> None:
    with uncollected():
        with uncollected():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_goes_on_after_an_error() -> None:
    with pytest.raises(ValueError, match="x"), uncollected():
        raise ValueError("x")
    assert gc.isenabled()
