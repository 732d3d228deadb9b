"""Every frame of replacement and of exclusion, with any two things of a kind."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.line import Piece
from assistant.reading.mention import EXCLUDED, NEW, OLD, Mention
from assistant.reading.mentions import with_roles

REPLACING = (
    "从{old}改到{new}",
    "把{old}改成{new}",
    "{old}换成{new}",
    "{old}改{new}",
    "不是{old}，是{new}",
    "不是{old}而是{new}",
    "{new}，不是{old}",
    "{old}，不对，{new}",
    "{old}，啊不，应该是{new}",
    "{old}写错了，是{new}",
    "原来{old}，现在{new}",
    "与其{old}，不如{new}",
    "别按{old}，按{new}",
    "change it from {old} to {new}",
    "not {old} but {new}",
    "{new}, not {old}",
    "{new} instead of {old}",
    "instead of {old}, take {new}",
    "{new} rather than {old}",
    "rather {new} than {old}",
    "replace {old} with {new}",
    "swap {old} for {new}",
    "{old}, no, {new}",
    "{old}, sorry, I mean {new}",
    "I said {old} but I meant {new}",
    "originally {old}, now {new}",
    "drop {old} and take {new}",
)
EXCLUDING = (
    "除了{out}都要",
    "不含{out}",
    "{out}除外",
    "别算{out}",
    "剔除{out}",
    "{out}不参加",
    "everybody except {out}",
    "everyone but {out}",
    "all without {out}",
    "leave out {out}",
    "all other than {out}",
    "not counting {out}",
    "excluding {out}",
    "take {out} out",
    "apart from {out}",
)
NAMES = st.sampled_from(
    ("销售部", "二车间", "Bay 3", "Oslo", "餐饮部", "the night shift", "ward 7", "财务", "Liepāja")
)
COURSES = st.sampled_from(("叉车", "急救", "Excel", "welding", "行车操作", "first aid", "cheese"))
COUNTS = st.integers(1, 9999).map(str)
PAIRS = st.one_of(
    st.tuples(st.just("headcount"), COUNTS, COUNTS),
    st.tuples(st.just("percent"), COUNTS, COUNTS),
    st.tuples(st.just("amount"), COUNTS, COUNTS),
    st.tuples(st.just("unit"), NAMES, NAMES),
    st.tuples(st.just("course"), COURSES, COURSES),
)


def said(frame: str, kind: str, **words: str) -> dict[str, Mention]:
    """The mentions by the name of their place in the frame."""
    text, places, rest = "", {}, frame
    while "{" in rest:
        before, _, behind = rest.partition("{")
        name, _, rest = behind.partition("}")
        text += before
        places[name] = Piece(kind=kind, start=len(text), end=len(text) + len(words[name]))
        text += words[name]
    mentions = with_roles(text + rest, list(places.values()))
    return dict(zip(places, mentions, strict=True))


@pytest.mark.parametrize("frame", REPLACING)
@given(pair=PAIRS)
def test_one_gives_way_to_the_other(frame: str, pair: tuple[str, str, str]) -> None:
    kind, old, new = pair
    found = said(frame, kind, old=old, new=new)
    assert (found["old"].role, found["new"].role) == (OLD, NEW)


@pytest.mark.parametrize("frame", EXCLUDING)
@given(kind=st.sampled_from(("unit", "group", "course", "person")), name=NAMES)
def test_it_is_shut_out(frame: str, kind: str, name: str) -> None:
    assert said(frame, kind, out=name)["out"].role == EXCLUDED


@pytest.mark.parametrize("frame", ["{a}，不对，{b}，不对，{c}", "{a}, no, {b}, no, {c}"])
def test_the_last_word_wins(frame: str) -> None:
    found = said(frame, "headcount", a="12", b="15", c="18")
    assert [one.role for one in found.values()] == [OLD, OLD, NEW]
