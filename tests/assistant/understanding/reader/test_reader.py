"""The tuned encoder as onnxruntime calculates it, which is in Rasa's environment alone."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.understanding.reader.adapters import first_numbers
from assistant.understanding.reader.base import Base
from assistant.understanding.reader.pieces import Cutter
from engine.settings import CHECKOUT
from tests.assistant.understanding.reader import made

pytestmark = pytest.mark.long

PROGRAM = """
import json, sys
from pathlib import Path
from assistant.understanding.reader.reader import Reader

reader = Reader(Path(sys.argv[1]), Path(sys.argv[2]))
told = []
for text, talk in (("two 培训", ()), ("two 培训", ("asked amount",)), ("", ())):
    read = reader.read(text, talk)
    told.append([read.capabilities, read.acts, [(one.start, one.end) for one in read.named]])
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("reader")


@pytest.fixture(scope="module")
def told(bot_python: Path, folder: Path) -> list[Any]:
    """What the reader makes of a message, of the same in a talk, and of nothing."""
    files = made.weights(folder / "weights.bin"), made.learned(folder / "learned.npz")
    done = subprocess.run(
        [str(bot_python), "-c", PROGRAM, *map(str, files)],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: list[Any] = json.loads(done.stdout)
    return found


def reckoned(folder: Path, talk: list[int]) -> dict[str, np.ndarray]:
    """What the heads say of "two 培训" by plain numbers; `talk` are the signs' rows."""
    base, learned = Base(folder / "weights.bin"), dict(np.load(folder / "learned.npz"))
    cutter, (places, common) = Cutter(base.vocabulary), first_numbers(base)
    numbers = cutter.framed(cutter.cut("two 培训"))
    rows = base.words(numbers) + places[: len(numbers)] + common
    hidden = made.hidden(base, learned, np.vstack([rows, learned["talk"][talk] + common]))
    whole = hidden[: len(numbers)].mean(axis=0)
    seen = {"capability": whole, "act": np.concatenate([whole, hidden[0]])}
    sums = {name: one @ learned[f"{name}.w"] + learned[f"{name}.b"] for name, one in seen.items()}
    return {name: np.exp(one) / np.exp(one).sum() for name, one in sums.items()}


@pytest.mark.parametrize(("place", "talk"), [(0, []), (1, [1])], ids=["alone", "in a talk"])
def test_it_reckons_as_the_encoder_is_told_in_papers(
    told: list[Any], folder: Path, place: int, talk: list[int]
) -> None:
    capabilities, acts, _ = told[place]
    shares = reckoned(folder, talk)
    assert list(capabilities.values()) == pytest.approx(shares["capability"].tolist(), abs=0.01)
    assert list(acts.values()) == pytest.approx(shares["act"].tolist(), abs=0.01)


def test_the_talk_changes_what_is_read(told: list[Any]) -> None:
    assert told[0][0] != told[1][0]


def test_what_is_named_stands_in_the_message(told: list[Any]) -> None:
    assert all(0 <= start < end <= len("two 培训") for start, end in told[0][2])


def test_nothing_is_read_too(told: list[Any]) -> None:
    assert sum(told[2][0].values()) == pytest.approx(1)
    assert told[2][2] == []
