"""The shipped texts: whole in both languages, and fit to be read."""

from __future__ import annotations

import re

import pytest

from assistant.knowledge.book import load_book, training_sentences
from assistant.knowledge.figures import said
from assistant.knowledge.topics import PLACEHOLDERS, placeholders, shipped
from assistant.language import LANGUAGES
from tests.assistant.knowledge.sources import figures, held_out

FEWEST_TOPICS = 45
BOOK = load_book()
TOPICS = sorted(shipped("zh"))
EACH = [(topic, language) for topic in TOPICS for language in LANGUAGES]


def plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower())


def test_there_are_enough_topics() -> None:
    assert len(TOPICS) >= FEWEST_TOPICS


def test_both_languages_have_the_same_topics() -> None:
    assert shipped("zh").keys() == shipped("en").keys()


@pytest.mark.parametrize("topic", TOPICS)
def test_both_languages_have_the_same_figures(topic: str) -> None:
    ours, theirs = (placeholders(shipped(language)[topic].answer) for language in LANGUAGES)
    assert ours == theirs


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_there_is_can_be_said(language: str) -> None:
    assert said(figures(), language).keys() == PLACEHOLDERS


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_is_used(language: str) -> None:
    used = [placeholders(topic.answer) for topic in shipped(language).values()]
    assert frozenset().union(*used) == PLACEHOLDERS


@pytest.mark.parametrize(("topic", "language"), EACH)
def test_people_ask_in_12_to_20_ways(topic: str, language: str) -> None:
    assert 12 <= len(shipped(language)[topic].asked) <= 20


@pytest.mark.parametrize(("topic", "language"), EACH)
def test_an_answer_is_two_to_six_lines(topic: str, language: str) -> None:
    assert 2 <= len(shipped(language)[topic].answer.splitlines()) <= 6


@pytest.mark.parametrize(("topic", "language"), EACH)
def test_nothing_of_the_inside_reaches_a_reader(topic: str, language: str) -> None:
    told = BOOK.answer(topic, language, said(figures(), language))
    assert not re.search(r"[{}_`<>\[\]]|\bNone\b|Decimal|PEISUAN|/api/", told.replace("[2018]", ""))


@pytest.mark.parametrize("topic", TOPICS)
def test_chinese_has_no_english_sentence(topic: str) -> None:
    told = BOOK.answer(topic, "zh", said(figures(), "zh"))
    assert not re.search(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}", told)


@pytest.mark.parametrize("topic", TOPICS)
def test_english_has_no_chinese(topic: str) -> None:
    told = BOOK.answer(topic, "en", said(figures(hr=("Xie",)), "en"))
    assert not re.search(r"[\u3000-\u9fff\uff00-\uffef]", told)


def test_a_sentence_asks_for_one_topic() -> None:
    asked = [plain(text) for text in training_sentences()]
    assert sorted(asked) == sorted(set(asked))


def test_what_is_held_out_is_not_taught() -> None:
    taught = {plain(text) for text in training_sentences()}
    held = {plain(text) for language in LANGUAGES for _, text in held_out(language)}
    assert taught & held == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_sentences_of_each_topic_are_held_out(language: str) -> None:
    assert sorted(topic for topic, _ in held_out(language)) == sorted(TOPICS * 2)
