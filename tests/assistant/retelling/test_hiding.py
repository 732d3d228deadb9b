"""People's names are kept from the language model, and come back in what it says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.retelling.hiding import Hidden, hidden_people
from engine.usecases.context import BudgetEngine

WANG, LI = "[P1]", "[P2]"
HIDDEN = Hidden({WANG: "王莉", LI: "王莉娜"})


def test_a_longer_name_is_hidden_before_one_that_it_begins_with() -> None:
    assert HIDDEN.hide("王莉娜和王莉") == f"{LI}和{WANG}"


def test_a_mark_that_there_is_not_stays_as_it_is() -> None:
    assert HIDDEN.show("[P9] asks [P1]") == "[P9] asks 王莉"


@given(st.text(alphabet="王莉娜和 P1[]x", max_size=30).filter(lambda text: "[P" not in text))
def test_what_is_hidden_comes_back(text: str) -> None:
    assert HIDDEN.show(HIDDEN.hide(text)) == text


def test_whoever_works_here_is_hidden_in_either_script(sample_engine: BudgetEngine) -> None:
    asked: list[list[str]] = []

    def perform(_usecase: object, words: list[str]) -> list[str]:
        asked.append(words)
        return [one for one in words if one in ("王莉", "Anna Berg", "E000437")]

    hidden = hidden_people(["让王莉批一下", "Ask Anna Berg (E000437)"], perform)
    assert set(hidden.marks.values()) == {"王莉", "Anna Berg", "E000437"}
    assert len(asked) == 1
