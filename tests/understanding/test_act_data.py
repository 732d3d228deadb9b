"""The sentences that teach acts, and those of capabilities to come: enough, and none measured."""

import json
from collections import Counter
from pathlib import Path

import pytest

from assistant.acting.features import ACTS
from assistant.capabilities import of_kind
from bot.talks import marked_messages
from tests.understanding.test_training_data import (
    HERE,
    LANGUAGES,
    SHARED,
    SHORTEST,
    plain,
    sentences,
)

DATA = HERE.parents[1] / "bot" / "data"
THIN = ("more", "export", "repeat", "undo", "unclear", "pause", "resume", "choose", "vary")


def written(language: str) -> list[tuple[str, str]]:
    """(act, sentence)"""
    lines = (DATA / "acts" / f"written-{language}.tsv").read_text(encoding="utf-8").splitlines()
    return [(act, text) for act, text in (line.split("\t") for line in lines)]


def further(language: str) -> list[tuple[str, str]]:
    """(capability, sentence)"""
    return [(name, text) for name, text in sentences(language) if name in of_kind("elsewhere")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_acts_that_are_rare_are_taught(language: str) -> None:
    times = Counter(act for act, _ in written(language))
    assert set(times) <= set(ACTS)
    assert min(times[act] for act in THIN) >= 35


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_capability_to_come_has_eighty_sentences(language: str) -> None:
    assert min(Counter(name for name, _ in further(language)).values()) >= 80


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_of_a_capability_to_come_is_taught_twice(language: str) -> None:
    times = Counter(plain(text) for _, text in sentences(language))
    ours = {plain(text) for _, text in further(language)}
    assert [text for text in ours if times[text] > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("folder", [HERE, SHARED], ids=["our own", "shared"])
def test_nothing_measured_is_taught(folder: Path, language: str) -> None:
    file = folder / f"utterances-{language}.jsonl"
    if not file.exists():
        pytest.skip("the measure is not here")
    measured = {plain(json.loads(line)["text"]) for line in file.read_text().splitlines()}
    taught = {plain(text) for _, text in [*written(language), *further(language)]}
    assert measured & taught == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_measured_is_marked(language: str) -> None:
    lines = (HERE / f"utterances-{language}.jsonl").read_text(encoding="utf-8").splitlines()
    dialogues = (HERE / f"strangers-{language}.jsonl").read_text(encoding="utf-8").splitlines()
    measured = {plain(json.loads(line)["text"]) for line in lines}
    measured |= {plain(turn["user"]) for line in dialogues for turn in json.loads(line)["turns"]}
    marked = {plain(one.text) for one in marked_messages() if one.language == language}
    assert {one for one in measured & marked if len(one) >= SHORTEST[language]} == set()
