"""Messages that are nothing but yes, no, hello, thanks or stop."""

import pytest

from assistant.understanding.short_answers import short_answer


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("好的好的", "affirm"),
        ("嗯嗯！", "affirm"),
        ("👌", "affirm"),
        ("Yes, yes", "affirm"),
        ("不对", "deny"),
        ("nope", "deny"),
        ("谢谢啦", "thanks_bye"),
        ("Thanks!", "thanks_bye"),
        ("您好", "greet"),
        ("hi", "greet"),
        ("算了算了", "cancel"),
        ("never mind", "cancel"),
        ("好，改成50人", None),
        ("不是销售部，是研发部", None),
        ("ok approve TR-2026-0001", None),
        ("", None),
    ],
)
def test_short_answers(text: str, expected: str | None) -> None:
    assert short_answer(text) == expected
