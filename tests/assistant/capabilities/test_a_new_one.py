"""A new question type is one folder: nothing else has to know of it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from assistant import capabilities
from assistant.base import PeisuanAction
from assistant.capabilities.answering import answers
from commands import rasa_files

TOML = 'says = "how many books there are"\nkind = "question"\nuses = ["department"]\n'
ANSWER = """
from assistant.base import PeisuanAction, Turn

class Answer(PeisuanAction):
    def respond(self, turn: Turn) -> None:
        turn.reply(turn.say("books.answer"))
"""


@pytest.fixture
def new(tmp_path: Path) -> dict[str, capabilities.Capability]:
    folder = tmp_path / "query_books"
    for name, text in (
        ("capability.toml", TOML),
        ("answer.py", ANSWER),
        ("texts/zh.toml", '[books]\nanswer = "三本。"\n'),
        ("texts/en.toml", '[books]\nanswer = "Three."\n'),
        (
            "sentences/zh.yml",
            'version: "3.1"\nnlu:\n- intent: query_books\n  examples: |\n    - 有几本书\n',
        ),
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return capabilities.read(tmp_path)


def test_it_is_answered(new: dict[str, capabilities.Capability]) -> None:
    answer = answers(new)["query_books"]
    assert issubclass(answer, PeisuanAction)
    assert answer.action_name == "action_query_books"


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
