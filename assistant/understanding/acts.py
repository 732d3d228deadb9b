"""What a message does in the talk (start, fill, change, vary, ask …), by its words alone.

The talk before it is weighed in later, where it is known (assistant/acting). Here is what the
words say: the same views and the same calibrated machine as for the capabilities, taught with
messages whose acts were marked by hand, with sentences written for acts that are rare, and with
some of those that teach the capabilities.
"""

from __future__ import annotations

import random
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from assistant.understanding.sentences import SentenceClassifier, seen_here

Example = tuple[str, str]
RULES = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def written(folder: Path) -> list[Example]:
    """(text, act) of the sentences written for single acts."""
    pairs = (
        line.split("\t", 1)
        for file in sorted(folder.glob("written-*.tsv"))
        for line in _lines(file)
    )
    return [(text, act) for act, text in pairs]


def borrowed(capability_sentences: Iterable[tuple[str, str]]) -> list[Example]:
    """(text, act) of some (text, capability): of each capability that stands for one act."""
    by_name: dict[str, list[str]] = defaultdict(list)
    for text, name in capability_sentences:
        by_name[name].append(text)
    draw = random.Random(1)
    return [
        (text, act)
        for name, act in RULES["of"].items()
        for text in draw.sample(by_name[name], min(2 * RULES["of_each"], len(by_name[name])))
    ]


def trained(examples: Sequence[Example]) -> SentenceClassifier:
    """The classifier of acts.

    It does without the concepts, which are about the matter and take most of the time.
    """
    seen_by = [view for view in seen_here() if view != "concepts"]
    model = SentenceClassifier(1, 4, 1.0, 4, seen_by)
    model.fit([text for text, _ in examples], np.array([act for _, act in examples]))
    return model


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines()
