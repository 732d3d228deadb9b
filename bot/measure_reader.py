"""Measures the learned reader beside the linear models, on talks that none of them saw, and on own
sentences: a table. With `--write` the page about the reader tells it, and how its likelihoods are
to be read for them to be what is seen.

Run in Rasa's environment: `python -m bot.measure_reader [FILE …]` (files of sentences with their
capability, as of `./peisuan eval utterances`; five minutes, to train the linear models).
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import joblib
import numpy as np
from scipy.optimize import minimize_scalar

from assistant.acting.context import Context, Said
from assistant.acting.features import evidence, features
from assistant.acting.likeliest import act_shares
from assistant.acting.signs import signs_of
from assistant.language import LANGUAGES
from assistant.understanding import acts as taught
from assistant.understanding.concepts import ANY_DAY
from assistant.understanding.quantities import read_quantities
from assistant.understanding.reader import LEARNED
from assistant.understanding.reader.beside import mean
from assistant.understanding.reader.naming import Named
from assistant.understanding.reader.reader import Read, Reader
from assistant.understanding.sentences import SentenceClassifier
from bot import compare
from bot.learn_acts import RANKED
from bot.reader_examples import ACT_SENTENCES, Example, held_out, of_talk
from bot.talks import Marked, begun, marked_messages

OWN = Path(__file__).parents[1] / "tests" / "understanding"
Shares = Mapping[str, float]
Span = tuple[int, int, str, str]
Reading = Callable[[Example], Shares]
Sets = Mapping[str, Sequence[Example]]
Table = dict[str, dict[str, str]]


def linear_models() -> tuple[SentenceClassifier, SentenceClassifier]:
    """Of capabilities and of acts, taught with what the reader was taught with."""
    held = {one.text for one in held_out()}
    known = [one for one in marked_messages() if one.text not in held]
    sentences = [one for one in compare.taught() if one[0] not in held]
    of_acts = [*taught.written(ACT_SENTENCES), *taught.borrowed(sentences)]
    of_acts += [(one.text, one.acts[0][0]) for one in known]
    return compare.trained([*sentences, *begun(known)]), taught.trained(of_acts)


def capability_table(sets: Sets, readers: Mapping[str, Reading]) -> Table:
    """Right, and within the first three, of the sentences that ask for one capability."""
    found: Table = {}
    for reader, read in readers.items():
        for name, every in sets.items():
            ranked = [(_ranked(read(one)), one.capability) for one in every if one.capability]
            first = np.mean([best[0] == meant for best, meant in ranked])
            three = np.mean([meant in best[:3] for best, meant in ranked])
            found.setdefault(reader, {})[name] = f"{first:.3f} / {three:.3f} of {len(ranked)}"
    return found


def act_table(sets: Sets, readers: Mapping[str, Reading]) -> Table:
    """Right, of all messages."""
    return {
        reader: {
            name: f"{np.mean([_ranked(read(one))[0] == one.act for one in every]):.3f}"
            for name, every in sets.items()
        }
        for reader, read in readers.items()
    }


def mention_table(sets: Sets, read: Callable[[Example], Read]) -> Table:
    """F1 of places that overlap; also of the same kind; also of the same role; to the letter."""
    pairs = {
        name: [(_spans(read(one).named), _spans(one.mentions or ())) for one in every]
        for name, every in sets.items()
    }
    return {
        what: {name: f"{_f1(those, same):.3f}" for name, those in pairs.items()}
        for what, same in SAME.items()
    }


def _overlap(one: Span, other: Span) -> bool:
    return min(one[1], other[1]) > max(one[0], other[0])


SAME: dict[str, Callable[[Span, Span], bool]] = {
    "place": _overlap,
    "kind": lambda one, other: _overlap(one, other) and one[2] == other[2],
    "kind and role": lambda one, other: _overlap(one, other) and one[2:] == other[2:],
    "to the letter": lambda one, other: one == other,
}


def _spans(mentions: Sequence[Named] | Sequence[Marked]) -> list[Span]:
    return [(one.start, one.end, one.kind, one.role) for one in mentions]


def _f1(
    pairs: Sequence[tuple[list[Span], list[Span]]], same: Callable[[Span, Span], bool]
) -> float:
    said = sum(len(one) for one, _ in pairs)
    meant = sum(len(other) for _, other in pairs)
    right = sum(any(same(one, other) for other in those) for many, those in pairs for one in many)
    found = sum(any(same(one, other) for one in many) for many, those in pairs for other in those)
    precision, recall = right / max(1, said), found / max(1, meant)
    return 2 * precision * recall / max(1e-9, precision + recall)


def _ranked(shares: Shares) -> list[str]:
    return sorted(shares, key=shares.__getitem__, reverse=True)


def calibrated(page: dict[str, Any], reader: Reader, every: Sequence[Example]) -> dict[str, Any]:
    """The page with the warmth at which the likelihoods are those seen in `every`."""
    read = [(reader.read(one.text, _talk(one)), one) for one in every]
    known = [(said, one) for said, one in read if one.capability in said.capabilities]
    found = {
        "capability": _warmth([(said.capabilities, str(one.capability)) for said, one in known]),
        "act": _warmth([(said.acts, str(one.act)) for said, one in read]),
    }
    before = page["warmth"]
    return page | {"warmth": {name: round(before[name] * found[name], 3) for name in found}}


def _warmth(cases: Sequence[tuple[Shares, str]]) -> float:
    """By what the logarithms of the likelihoods have to be divided."""
    rows = np.log(np.array([list(shares.values()) for shares, _ in cases]) + 1e-12)
    meant = np.array([list(shares).index(name) for shares, name in cases])

    def surprise(warm: float) -> float:
        parts = rows / warm
        parts -= np.log(np.exp(parts).sum(axis=1, keepdims=True))
        return float(-parts[np.arange(len(meant)), meant].mean())

    return float(minimize_scalar(surprise, bounds=(0.3, 3.0), method="bounded").x)


class Readers:
    """The linear models, the tuned reader, and both together."""

    def __init__(
        self, reader: Reader, capability: SentenceClassifier, act: SentenceClassifier
    ) -> None:
        self._capability, self._act = capability.shares, act.shares
        self.read = cache(reader.read)

    def capabilities(self) -> dict[str, Reading]:
        return {
            "linear": lambda one: self._capability(one.text),
            "tuned": lambda one: self.read(one.text).capabilities,
            "tuned, with the talk": lambda one: self.read(one.text, _talk(one)).capabilities,
            "mean": self._by_words,
            "mean, with the talk": lambda one: mean(
                self._capability(one.text), self.read(one.text, _talk(one)).capabilities
            ),
        }

    def acts(self) -> dict[str, Reading]:
        return {
            "linear": lambda one: self._act(one.text),
            "tuned": lambda one: self.read(one.text).acts,
            "mean": self._act_by_words,
            "linear, weighed with the talk": self._weighed,
            "mean, weighed with the talk": lambda one: weighed(
                self._act_by_words(one), self._by_words(one), one
            ),
            "tuned, with the talk": lambda one: self.read(one.text, _talk(one)).acts,
            "mean of the last and of linear weighed": lambda one: mean(
                self._weighed(one), self.read(one.text, _talk(one)).acts
            ),
        }

    def _by_words(self, one: Example) -> Shares:
        return mean(self._capability(one.text), self.read(one.text).capabilities)

    def _act_by_words(self, one: Example) -> Shares:
        return mean(self._act(one.text), self.read(one.text).acts)

    def _weighed(self, one: Example) -> Shares:
        return weighed(self._act(one.text), self._capability(one.text), one)


def weighed(acts: Shares, intents: Shares, one: Example) -> dict[str, float]:
    """With the talk, by the weights of today, which were learned on these talks too."""
    best = {name: intents[name] for name in _ranked(intents)[:RANKED]}
    said = Said(one.text, frozenset(it.entity for it in read_quantities(one.text, ANY_DAY)))
    context = one.context or Context()
    return act_shares(evidence(acts, best), features(acts, best, said, context))


def _kept(folder: Path | None) -> tuple[SentenceClassifier, SentenceClassifier]:
    file = folder / "linear.joblib" if folder else None
    if file and file.exists():
        found: tuple[SentenceClassifier, SentenceClassifier] = joblib.load(file)
        return found
    made = linear_models()
    if file:
        joblib.dump(made, file)
    return made


def _arguments() -> argparse.Namespace:
    own = [str(OWN / f"utterances-{one}.jsonl") for one in LANGUAGES]
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="*", default=own)
    parser.add_argument("--learned", type=Path, default=LEARNED)
    parser.add_argument("--kept", type=Path, help="a folder that keeps the linear models")
    parser.add_argument("--write", action="store_true", help="into the page about what was learned")
    return parser.parse_args()


def main() -> None:
    given = _arguments()
    page = given.learned.with_suffix(".json")
    told = json.loads(page.read_text(encoding="utf-8"))
    held = [of_talk(one) for one in held_out()]
    if given.write:
        told = calibrated(told, Reader(learned=given.learned), held)
        _write(told, page)
    reader = Reader(learned=given.learned)
    talks = {f"talks {one}": [it for it in held if it.language == one] for one in LANGUAGES}
    files = {Path(file).stem: _sentences(file) for file in given.files}
    readers = Readers(reader, *_kept(given.kept))
    began = time.process_time()
    for one in held:
        readers.read(one.text, _talk(one))
    measured = {
        "ms a message": round(1000 * (time.process_time() - began) / len(held), 1),
        "capability": capability_table({**talks, **files}, readers.capabilities()),
        "act": act_table(talks, readers.acts()),
        "mentions": mention_table(talks, lambda one: readers.read(one.text, _talk(one))),
    }
    print(json.dumps(measured, ensure_ascii=False, indent=1))
    if given.write:
        _write({**told, "measured": measured}, page)


def _talk(one: Example) -> tuple[str, ...]:
    return tuple(signs_of(one.context))


def _sentences(file: str) -> list[Example]:
    return [Example(text=text, capability=name) for text, name in compare.measured(file)]


def _write(told: dict[str, Any], page: Path) -> None:
    page.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
