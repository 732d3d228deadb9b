"""The trained model: what it is made from, so that it is made anew when that changes."""

import ast
import tarfile
from pathlib import Path

import pytest

from assistant.language import FOLDER
from commands.model import is_whole, made_from
from engine.settings import CHECKOUT

UNDERSTANDING = CHECKOUT / "assistant" / "understanding"


def test_a_language_that_changes_makes_the_model_anew() -> None:
    assert set(FOLDER.glob("*.toml")) <= set(made_from())


def test_what_the_understanding_is_written_with_makes_the_model_anew() -> None:
    assert _imported() - set(made_from()) == set()


def _imported() -> set[Path]:
    """The modules of the assistant that its understanding imports, with itself."""
    found: set[Path] = set()
    waiting = list(UNDERSTANDING.rglob("*.py"))
    while waiting:
        file = waiting.pop()
        if file in found:
            continue
        found.add(file)
        named = (
            node.module
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            if isinstance(node, ast.ImportFrom) and node.module
        )
        modules = (CHECKOUT / f"{name.replace('.', '/')}.py" for name in named)
        waiting += [one for one in modules if one.exists() and "assistant" in one.parts]
    return found


@pytest.fixture
def trained(tmp_path: Path) -> tuple[Path, Path]:
    """A model and its stamp, as an earlier version of ours left them: without the model's hash."""
    model, stamp = tmp_path / "assistant.tar.gz", tmp_path / "assistant.sha256"
    (tmp_path / "metadata.json").write_text("{}" * 5_000)
    with tarfile.open(model, "w:gz") as archive:
        archive.add(tmp_path / "metadata.json", "metadata.json")
    stamp.write_text("sources")
    return model, stamp


def test_a_model_is_known_by_its_own_hash_from_now_on(trained: tuple[Path, Path]) -> None:
    assert is_whole(*trained, "sources")
    assert is_whole(*trained, "sources")


def test_one_that_was_changed_is_not_loaded(trained: tuple[Path, Path]) -> None:
    assert is_whole(*trained, "sources")
    trained[0].write_bytes(trained[0].read_bytes() + b" ")
    assert not is_whole(*trained, "sources")


def test_one_that_was_cut_off_is_not_taken_as_it_is(trained: tuple[Path, Path]) -> None:
    trained[0].write_bytes(trained[0].read_bytes()[:-20])
    assert not is_whole(*trained, "sources")


def test_one_of_other_sources_is_not_taken(trained: tuple[Path, Path]) -> None:
    assert not is_whole(*trained, "others")
