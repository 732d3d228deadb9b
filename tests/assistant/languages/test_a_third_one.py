"""A third language is files of words: German, laid over ours in a copy, is understood and spoken."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.language import LANGUAGES
from assistant.speech.speech import own_phrases
from tests.sources import FOLDERS, SOURCES, python_files

GERMAN = Path(__file__).parent / "german"
# Libraries that are told a language: for number words, and for how a name is cut up.
TOLD = {"text2num(text, ", "spacy.blank("}
TEXTS = {
    "Wie viel Budget ist noch da?": "de",
    "Was kostet die Schulung für 20 Leute": "de",
    "how much budget is left?": "en",
    "what does the training for 20 people cost": "en",
    "预算还剩多少": "zh",
    "给 sales team 报 negotiation 培训": "zh",
}


@pytest.fixture(scope="module")
def told(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What an assistant with German words says."""
    root = tmp_path_factory.mktemp("third")
    for folder in (*FOLDERS, "tests"):
        if folder != "assistant":
            (root / folder).symlink_to(SOURCES / folder)
    shutil.copytree(SOURCES / "assistant", root / "assistant")
    for file in _touched():
        target = root / "assistant" / file
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("a", encoding="utf-8") as words:
            words.write("\n" + (GERMAN / file).read_text(encoding="utf-8"))
    store = shutil.copy(sample_file, root / "store.sqlite")
    said = [
        ["Wie viel Budget ist noch da?", "query_budget_status"],
        ["und für Q1 2027?", ""],
        ["Hallo, wie ist es?", "greet"],
        ["Wie geht das mit dem Geld und so", ""],
        ["please speak German", "switch_language"],
    ]
    given = {"store": str(store), "said": said, "texts": [*TEXTS, "ja, gern"]}
    done = subprocess.run(
        [sys.executable, "-m", "tests.assistant.languages.speaking"],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root), "PEISUAN_HOME": str(root)},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _touched() -> list[Path]:
    return [path.relative_to(GERMAN) for path in sorted(GERMAN.rglob("*.*"))]


def test_no_file_of_it_is_python() -> None:
    assert {file.suffix for file in _touched()} == {".toml", ".yml"}


def test_it_is_there_and_comes_last(told: dict[str, Any]) -> None:
    assert told["languages"] == [*LANGUAGES, "de"]


def test_it_is_told_from_the_others(told: dict[str, Any]) -> None:
    assert {text: told["detected"][text] for text in TEXTS} == TEXTS


def test_its_short_answers_are_read(told: dict[str, Any]) -> None:
    assert told["short"]["ja, gern"] == "affirm"


def test_a_question_is_answered_in_it(told: dict[str, Any]) -> None:
    first = told["answers"][0]
    assert first["in"] == "de"
    assert (
        "Workshop 1, 2026: Schulungsbudget 700,000 CNY, noch 490,000 CNY übrig." in first["reply"]
    )


def test_so_is_what_follows(told: dict[str, Any]) -> None:
    assert "2027: Schulungsbudget" in told["answers"][1]["reply"]


def test_what_it_lacks_is_said_in_the_one_it_falls_back_to(told: dict[str, Any]) -> None:
    lacks, first = told["lacks"]["de"], told["answers"][0]
    assert "budget.source" in lacks
    assert own_phrases("en")["budget.source"] in first["reply"]


def test_what_it_lacks_is_listed(told: dict[str, Any]) -> None:
    ours = own_phrases("en").keys()
    own = ours - set(told["lacks"]["de"])
    assert own > {"small.greet", "budget.head"}
    assert len(told["lacks"]["de"]) + len(own) == len(ours)
    assert not any(told["lacks"][one] for one in LANGUAGES)


def test_courtesy_and_what_was_not_understood_too(told: dict[str, Any]) -> None:
    greeting, unclear, switched = told["answers"][2:]
    assert greeting["reply"].startswith("Guten Tag")
    assert unclear["reply"].startswith("Das habe ich nicht verstanden")
    assert unclear["choices"] == ["sehen, was ich kann"]
    assert switched["reply"] == "Gut, wir sprechen Deutsch."


def _named() -> Iterator[str]:
    for file in python_files():
        for line in file.read_text(encoding="utf-8").splitlines():
            if any(f"{sign}{one}{sign}" in line for one in LANGUAGES for sign in "\"'"):
                yield f"{file.relative_to(SOURCES)}: {line.strip()}"


def test_no_python_of_ours_names_a_language() -> None:
    assert [line for line in _named() if not any(one in line for one in TOLD)] == []
