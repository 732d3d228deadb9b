"""The keys by which a person is found, however his name is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.values.person_names import keys_said, name_key, surname_key


@pytest.mark.parametrize(
    ("name", "key", "surname"),
    [
        ("罗文", "luowen", "luo"),
        ("李 娜", "lina", "li"),
        ("欧阳建国", "ouyangjianguo", "ouyang"),
        ("曾国华", "zengguohua", "zeng"),
        ("单小明", "shanxiaoming", "shan"),
        ("吕布", "lubu", "lu"),
        ("Tom Baker", "tombaker", "baker"),
        ("Adinolfi, Wilson  K", "wilsonadinolfi", "adinolfi"),
        ("José Müller-Vogel", "josemullervogel", "vogel"),
        ("O'Neill", "oneill", "oneill"),
        ("ᴬnna Ｂell", "annabell", "bell"),
        ("Ꭰ", "ꭰ", "ꭰ"),
        ("", "", ""),
    ],
)
def test_keys_of_a_name(name: str, key: str, surname: str) -> None:
    assert (name_key(name), surname_key(name)) == (key, surname)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("luo wen", "罗文"),
        ("Wen Luo", "罗文"),
        ("luowen", "罗文"),
        ("lü bu", "吕布"),
        ("lv bu", "吕布"),
        ("Baker, Tom", "Tom Baker"),
        ("Xiao Ming Wang", "王小明"),
        ("xiaoming wang", "王小明"),
        ("wilson adinolfi", "Adinolfi, Wilson  K"),
    ],
)
def test_words_in_either_order_mean_the_name(said: str, name: str) -> None:
    assert name_key(name) in keys_said(said)


@given(st.text(max_size=300))
def test_a_key_is_always_found_by_the_name_it_is_of(name: str) -> None:
    key = name_key(name)
    assert len(key) <= 200
    assert key == key.lower()
    assert not any(one.isspace() for one in key)


@given(st.characters(exclude_categories=["Cs"]))
def test_every_character_has_a_lower_case_key(character: str) -> None:
    key = name_key(character)
    assert name_key(key) == key == key.lower()
