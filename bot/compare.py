"""Which views of a sentence help, and what more sentences bring: measured, as tables.

Run in Rasa's environment: `python -m bot.compare EVALUATION_FILE …` (see docs/understanding.md).
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import yaml

from assistant.capabilities import CAPABILITIES
from assistant.knowledge.book import training_sentences
from assistant.language import LANGUAGES
from assistant.understanding.sentences import COUNTED, VIEWS, SentenceClassifier

Sentence = tuple[str, str]
SIZES = (15, 30, 60, 120, 240, 1000)


def taught() -> list[Sentence]:
    """(sentence, capability) of all training files."""
    found: list[Sentence] = []
    own = [one for one in CAPABILITIES.values() if one.kind != "general"]
    files = (one.sentences(language) for language in LANGUAGES for one in own)
    for file in files:
        for block in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            lines = block["examples"].splitlines()
            found += [(line.removeprefix("- ").strip(), block["intent"]) for line in lines]
    return found + [(sentence, "knowledge") for sentence in training_sentences()]


def measured(file: str) -> list[Sentence]:
    lines = Path(file).read_text(encoding="utf-8").splitlines()
    return [(one["text"], one["capability"]) for one in map(json.loads, lines)]


def trained(sentences: Sequence[Sentence], seen_by: Sequence[str] = VIEWS) -> SentenceClassifier:
    model = SentenceClassifier(1, 4, 1.0, 4, seen_by)
    model.fit([text for text, _ in sentences], np.array([name for _, name in sentences]))
    return model


def scores(model: SentenceClassifier, sentences: Sequence[Sentence]) -> tuple[float, float]:
    """The share right, and right within the first three."""
    first = three = 0
    for text, meant in sentences:
        shares = model.shares(text)
        ranked = sorted(shares, key=shares.__getitem__, reverse=True)
        first += ranked[0] == meant
        three += meant in ranked[:3]
    return first / len(sentences), three / len(sentences)


def some_of_each(sentences: Sequence[Sentence], size: int) -> list[Sentence]:
    """At most `size` sentences of each capability, drawn by a fixed seed."""
    by_name: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in sentences:
        by_name[sentence[1]].append(sentence)
    draw = random.Random(1)
    return [one for many in by_name.values() for one in draw.sample(many, min(size, len(many)))]


def main(files: Sequence[str]) -> None:
    sets = {file: measured(file) for file in files}
    sentences = taught()
    print("views | training s | ms a sentence | " + " | ".join(Path(file).stem for file in files))
    for seen_by in (
        ("characters",),
        ("words",),
        ("characters", "words"),
        ("characters", "words", "sound"),
        COUNTED,
        ("meaning",),
        VIEWS,
    ):
        began = time.perf_counter()
        model = trained(sentences, seen_by)
        training = time.perf_counter() - began
        began = time.perf_counter()
        cells = [scores(model, one) for one in sets.values()]
        each = 1000 * (time.perf_counter() - began) / sum(map(len, sets.values()))
        _row(" + ".join(seen_by), f"{training:.1f}", f"{each:.2f}", cells)
    print("\nsentences a capability (both languages) | all | " + " | ".join(sets))
    for size in SIZES:
        drawn = some_of_each(sentences, size)
        model = trained(drawn)
        _row(str(size), str(len(drawn)), "", [scores(model, one) for one in sets.values()])


def _row(*cells: object) -> None:
    *first, pairs = cells
    print(" | ".join([*map(str, first), *(f"{one:.3f} / {three:.3f}" for one, three in pairs)]))


if __name__ == "__main__":
    main(sys.argv[1:])
