"""A new question type is one folder: nothing else has to know of it."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import capabilities
from assistant.base import PeisuanAction
from assistant.capabilities.answering import answer_of
from commands import rasa_files
from tests.laid_over import files_in, lay_over, spoken_in
from tests.sources import SOURCES, python_files

pytestmark = pytest.mark.long

TOML = 'says = "how many books there are"\nkind = "question"\nuses = ["department"]\n'
ANSWER = """
from assistant.base import PeisuanAction, Turn

class Answer(PeisuanAction):
    def respond(self, turn: Turn) -> None:
        turn.reply(turn.say("books.answer"))
"""


FILES = {
    "capability.toml": TOML,
    "answer.py": ANSWER,
    "texts/zh.toml": '[books]\nanswer = "三本。"\n',
    "texts/en.toml": '[books]\nanswer = "Three."\n',
    "sentences/zh.yml": 'version: "3.1"\nnlu:\n- intent: query_books\n  examples: |\n    - 有几本书\n',
    "sentences/en.yml": 'version: "3.1"\nnlu:\n- intent: query_books\n  examples: |\n    - how many books\n',
}
# What is answered at once, and begins nothing.
ANSWERING = ("question", "general", "courtesy", "control", "export", "outside")
# Its folder; with a use case that looks it up and a method that works it out, three places.
PLACES = {("capabilities", "query_books")}
# How often Python outside a question type's folder names it: it may shrink, and never grows.
NAMED_ELSEWHERE = 7


@pytest.fixture
def added(tmp_path: Path) -> Path:
    """The folder of a new one, where it lies among ours."""
    folder = tmp_path / "added" / "capabilities" / "query_books"
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return tmp_path / "added"


@pytest.fixture
def new(added: Path) -> dict[str, capabilities.Capability]:
    return capabilities.read(added / "capabilities")


@pytest.mark.parametrize("name", sorted(capabilities.of_kind(*ANSWERING)))
def test_each_of_ours_answers_from_its_folder(name: str) -> None:
    answer = answer_of(name)
    assert answer is not None
    assert issubclass(answer, PeisuanAction)
    assert answer.action_name == f"action_{name}"


def test_rasa_is_told_of_it(
    new: dict[str, capabilities.Capability], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rasa_files, "CAPABILITIES", new)
    assert {"query_books": {"use_entities": []}} in rasa_files.domain()["intents"]
    assert [rule["rule"] for rule in rasa_files.rules()["rules"]] == ["query_books", "nlu_fallback"]


def test_what_it_says_and_what_is_said_stand_in_its_folder(
    new: dict[str, capabilities.Capability],
) -> None:
    one = new["query_books"]
    assert tomllib.loads(one.texts("zh").read_text())["books"]["answer"] == "三本。"
    assert one.sentences("zh").exists()


def test_no_python_of_ours_lists_the_question_types_twice() -> None:
    """Where two or more of them stand side by side in quotes, a list is kept by hand."""
    questions = {one.name for one in capabilities.CAPABILITIES.values() if one.kind == "question"}
    for file in Path("assistant").rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        assert sum(f'"{name}"' in text for name in questions) <= 1, file


def test_its_folder_is_all_that_talking_of_it_takes(
    added: Path, sample_file: Path, tmp_path: Path
) -> None:
    assert {file.parts[:2] for file in files_in(added)} == PLACES
    root = lay_over(added, tmp_path)
    store = shutil.copy(sample_file, root / "store.sqlite")
    talk = [
        ["有几本书？", "query_books"],
        ["and in English, how many books are there?", "query_books"],
    ]
    told = spoken_in(root, {"store": str(store), "talks": [talk], "texts": []})
    assert [one["reply"] for one in told["talks"][0]] == ["三本。", "Three."]


def _named_elsewhere() -> Iterator[str]:
    questions = [one for one in capabilities.CAPABILITIES.values() if one.kind == "question"]
    for file in python_files("actions", "assistant", "bot", "channels"):
        text = file.read_text(encoding="utf-8")
        for one in questions:
            if one.folder not in file.parents and f'{one.name}"' in text:
                yield f"{file.relative_to(SOURCES)}: {one.name}"


def test_the_places_that_name_a_question_type_grow_fewer() -> None:
    named = list(_named_elsewhere())
    assert len(named) <= NAMED_ELSEWHERE, "\n".join(named)
