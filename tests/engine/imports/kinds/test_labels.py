"""What fields are called: a template must tell its columns apart."""

from __future__ import annotations

import pytest

from engine.imports.kinds.kind import Kind, kinds


@pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.name)
def test_no_two_fields_of_a_kind_are_called_the_same(kind: Kind) -> None:
    for language in kind.labels:
        called = [field.labels[language] for field in kind.fields.values()]
        assert sorted(set(called)) == sorted(called), language
