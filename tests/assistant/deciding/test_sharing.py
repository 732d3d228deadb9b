"""What a message says of each of several requests."""

from __future__ import annotations

import pytest

from assistant.deciding.sharing import is_left, shares

A, B, C = "TR-2026-0003", "TR-2026-0002", "TR-2026-0001"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{A}没问题，{B}退回，名单没附", [(A, "没问题，"), (B, "退回，名单没附")]),
        (f"批{A}退{B}", [(A, "批"), (B, "退")]),
        (f"{A}批{B}退", [(A, "批"), (B, "退")]),
        (f"approve {A} and {B}, reject {C}", [(A, "approve ,"), (B, "approve ,"), (C, "reject")]),
        (f"approve {A} and return {B}, too many", [(A, "approve"), (B, "return , too many")]),
        (f"把{A}和{B}都退回", [(A, "把 都退回"), (B, "把 都退回")]),
        (f"批准{A}，还有{B}", [(A, "批准 ，"), (B, "批准 ， 还有")]),
    ],
)
def test_each_has_its_words(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.number, one.words) for one in shares(text)] == [
        (number, f"{number} {words}") for number, words in expected
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"退回{A}，跟{B}重复了",
        f"return {A}, it is the same as {B}",
        f"批准{A}",
        f"approve {A}, and approve {A} soon",
        "批准",
    ],
)
def test_one_alone_is_not_shared_out(text: str) -> None:
    assert shares(text) == []


@pytest.mark.parametrize("text", ["先放着", "hold off", "先别批", "not yet"])
def test_what_is_to_wait_is_left(text: str) -> None:
    assert is_left(f"{A} {text}")
