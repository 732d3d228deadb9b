"""The training sentences: enough of them, each for one capability, none of those measured with."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from assistant.capabilities import CAPABILITIES
from assistant.knowledge.book import training_sentences

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared" / "eval"
LANGUAGES = ("zh", "en")


def plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower()) or text.strip()


def sentences(language: str) -> list[tuple[str, str]]:
    """(capability, sentence) of all training files of a language."""
    found = []
    for file in (one.sentences(language) for one in CAPABILITIES.values() if one.kind != "general"):
        for block in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            lines = block["examples"].splitlines()
            found += [(block["intent"], line.removeprefix("- ").strip()) for line in lines]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_capability_is_taught(language: str) -> None:
    assert {capability for capability, _ in sentences(language)} | {"knowledge"} == set(
        CAPABILITIES
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_means_one_capability(language: str) -> None:
    meanings: dict[str, set[str]] = {}
    for capability, text in sentences(language):
        meanings.setdefault(plain(text), set()).add(capability)
    assert [text for text, several in meanings.items() if len(several) > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_taught_twice(language: str) -> None:
    times = Counter(plain(text) for _, text in sentences(language))
    assert [text for text, many in times.items() if many > 1] == []


@pytest.mark.parametrize("file", sorted(HERE.glob("utterances-*.jsonl")), ids=lambda f: f.stem)
def test_our_own_measure_is_not_taught(file: Path) -> None:
    assert measured(file) & taught() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shared_measure_is_not_taught(language: str) -> None:
    file = SHARED / f"utterances-{language}.jsonl"
    if not file.exists():
        pytest.skip("the shared evaluation sentences are not here")
    assert measured(file) & taught() == set()


def measured(file: Path) -> set[str]:
    return {plain(json.loads(line)["text"]) for line in file.read_text().splitlines()}


def taught() -> set[str]:
    return {plain(text) for language in LANGUAGES for _, text in sentences(language)}


# What anybody may say is no sentence of somebody's: "yes please", "export that".
SHORTEST = {"zh": 7, "en": 16}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_strangers_said_is_not_taught(language: str) -> None:
    lines = (HERE / f"strangers-{language}.jsonl").read_text(encoding="utf-8").splitlines()
    said = {plain(turn["user"]) for line in lines for turn in json.loads(line)["turns"]}
    told = taught() | {plain(sentence) for sentence in training_sentences()}
    assert {one for one in said & told if len(one) >= SHORTEST[language]} == set()
