"""Learns how the words and the talk together tell an act, and measures it: weights and a table.

Run in Rasa's environment: `python -m bot.learn_acts` (a quarter of an hour; write
`--held DIRECTORY` to keep what was read of the held-out messages, and to go on from it). Writes
assistant/acting/weights.json. Messages marked by hand are split in five by their ids; each is
read by classifiers that saw nothing of its part.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from sklearn.isotonic import IsotonicRegression

from assistant.acting.context import Context, Said
from assistant.acting.features import ACTS, HARM, evidence, features
from assistant.acting.likeliest import WEIGHTS, Likely, forget, likely, sureness
from assistant.language import LANGUAGES
from assistant.understanding import acts as taught
from assistant.understanding.quantities import read_quantities
from assistant.understanding.sentences import SentenceClassifier
from assistant.understanding.short_answers import short_answer
from bot import compare
from bot.learning import Weights, fit
from bot.talks import MarkedMessage, begun, marked_messages

DATA = Path(__file__).parent / "data"
PARTS = 5
PENALTY = 2.0
# As many as the pipeline hands on.
RANKED = 5
DAY = date(2026, 11, 28)
# Of what is taken for a yes, which stores what was summed up.
WANTED = 0.985
FEWEST = 15
# How often as likely readings have to be right to go on with one and not to ask back: a question, and
# what changes the store by its harm. What is begun is summed up before it is stored.
WORTH = {"look": 0.4, "own": 0.4, "kept": 0.5, "others": 0.55}
KINDS = (*WORTH, "yes")
Shares = dict[str, float]
# Kind of harm, probability, right, part.
Case = tuple[str, float, bool, int]


@dataclass(frozen=True, kw_only=True)
class Marked:
    """A message marked by hand, and what the classifiers made of its words."""

    text: str
    acts: tuple[tuple[str, str | None], ...]
    context: Context
    part: int
    language: str
    readings: Shares
    intents: Shares

    @property
    def said(self) -> Said:
        held = read_quantities(self.text, DAY)
        return Said(self.text, frozenset(one.entity for one in held))


def capability_sentences() -> list[tuple[str, str]]:
    """(text, capability) of all training files, also of capabilities that are to come."""
    return compare.taught()


def part_of(message: MarkedMessage) -> int:
    """The part that the whole of its talk is in."""
    talk, _, _ = message.id.rpartition("-")
    return zlib.crc32(talk.encode()) % PARTS


def read_acts(rows: Sequence[MarkedMessage]) -> list[Shares]:
    """The acts by the words, of each message by a classifier that saw nothing of its part."""
    base = taught.written(DATA / "acts") + taught.borrowed(capability_sentences())
    shares: list[Shares] = [{} for _ in rows]
    for part in range(PARTS):
        held = {one.text for one in rows if part_of(one) == part}
        known = [(one.text, one.acts[0][0]) for one in rows if one.text not in held]
        model = taught.trained(base + known)
        for place, one in enumerate(rows):
            if part_of(one) == part:
                shares[place] = model.shares(one.text)
    return shares


def read_intents(rows: Sequence[MarkedMessage]) -> list[Shares]:
    """The capabilities by the words, as the pipeline ranks them, of each message by a classifier
    that saw nothing of its part."""
    sentences = capability_sentences()
    shares: list[Shares] = [{} for _ in rows]
    for part in range(PARTS):
        held = {one.text for one in rows if part_of(one) == part}
        known = begun(one for one in rows if one.text not in held)
        model = compare.trained([*sentences, *known])
        for place, one in enumerate(rows):
            if part_of(one) == part:
                shares[place] = _ranked(model, one.text)
    return shares


def _ranked(model: SentenceClassifier, text: str) -> Shares:
    if (plain := short_answer(text)) is not None:
        return {plain: 1.0}
    shares = model.shares(text)
    best = sorted(shares, key=shares.__getitem__, reverse=True)[:RANKED]
    return {name: shares[name] for name in best}


def _kept(folder: Path | None, name: str, make: Callable[[], list[Shares]]) -> list[Shares]:
    file = folder / f"{name}.json" if folder else None
    if file and file.exists():
        kept: list[Shares] = json.loads(file.read_text())
        return kept
    made = make()
    if file:
        file.write_text(json.dumps(made))
    return made


def marked(folder: Path | None) -> list[Marked]:
    rows = marked_messages()
    by_acts = _kept(folder, "acts", lambda: read_acts(rows))
    by_intents = _kept(folder, "intents", lambda: read_intents(rows))
    return [
        Marked(
            text=one.text,
            acts=one.acts,
            context=one.context,
            part=part_of(one),
            language=one.language,
            readings=acts,
            intents=intents,
        )
        for one, acts, intents in zip(rows, by_acts, by_intents, strict=True)
    ]


class Table:
    """The messages as numbers."""

    def __init__(self, rows: Sequence[Marked]) -> None:
        seen = [features(one.readings, one.intents, one.said, one.context) for one in rows]
        self.names = sorted({name for one in seen for name in one})
        self.features = np.array([[one.get(name, 0.0) for name in self.names] for one in seen])
        words = [evidence(one.readings, one.intents) for one in rows]
        self.evidence = np.array([[one[act] for act in ACTS] for one in words])
        self.labels = np.array([ACTS.index(one.acts[0][0]) for one in rows])
        self.parts = np.array([one.part for one in rows])

    def learned(self, which: np.ndarray) -> Weights:
        return fit(self.evidence[which], self.features[which], self.labels[which], PENALTY)

    def held_out(self) -> np.ndarray:
        """The acts' probabilities, of each message by weights that saw nothing of its part."""
        shares = np.zeros((len(self.labels), len(ACTS)))
        for part in range(PARTS):
            held = self.parts == part
            weights = self.learned(~held)
            shares[held] = weights.shares(self.evidence[held], self.features[held])
        return shares


def changes(rows: Sequence[Marked], shares: np.ndarray) -> list[Case]:
    """What would go on as a change to the store."""
    found = []
    for one, row in zip(rows, shares, strict=True):
        best = likely(dict(zip(ACTS, row.tolist(), strict=True)), one.intents, one.context)[0]
        if kind := harm(best):
            found.append((kind, _sure(best, one), _right(best, one), one.part))
    return found


def _sure(best: Likely, one: Marked) -> float:
    if best.act == "yes":
        return best.probability
    return sureness(best.probability, best.capability, one.intents)


def _right(best: Likely, one: Marked) -> bool:
    """A yes with a change or a refusal beside it confirms nothing."""
    if best.act == "yes":
        said = {act for act, _ in one.acts}
        return "yes" in said and not said & {"change", "no"}
    return best[:2] in one.acts


def harm(best: Likely) -> str | None:
    if best.act == "yes":
        return "yes"
    kinds = (kind for kind, names in HARM.items() if best.capability in names)
    return next(kinds, None) if best.act == "start" else None


def threshold(cases: Iterable[tuple[float, bool]]) -> float:
    """The lowest probability from which on at least WANTED of the cases are right."""
    least, right = 1.0, 0
    for count, (probability, good) in enumerate(sorted(cases, reverse=True), 1):
        right += good
        if count >= FEWEST and right / count >= WANTED:
            least = probability
    return least


def looks(rows: Sequence[Marked], shares: np.ndarray) -> list[Case]:
    """What would be answered as a question."""
    found = []
    for one, row in zip(rows, shares, strict=True):
        best = likely(dict(zip(ACTS, row.tolist(), strict=True)), one.intents, one.context)[0]
        if best.act == "ask":
            found.append(("look", _sure(best, one), best[:2] in one.acts, one.part))
    return found


def worth_it(cases: Sequence[tuple[float, bool]], worth: float) -> float:
    """The lowest probability from which on as likely ones are right in `worth` of the cases."""
    said, right = (np.array(one, dtype=float) for one in zip(*cases, strict=True))
    smooth = IsotonicRegression(out_of_bounds="clip").fit(said, right)
    steps = np.linspace(0, 1, 101)
    enough = smooth.predict(steps) >= worth
    return float(steps[int(np.argmax(enough))]) if enough.any() else 1.0


def thresholds(found: Sequence[Case]) -> dict[str, float]:
    """By kind of harm."""
    of = {kind: [(share, good) for one, share, good, _ in found if one == kind] for kind in KINDS}
    least = {kind: worth_it(of[kind], worth) for kind, worth in WORTH.items()}
    return {"yes": threshold(of["yes"]), **least}


def report(rows: Sequence[Marked], table: Table, shares: np.ndarray) -> None:
    first = shares.argmax(axis=1)
    for language in LANGUAGES:
        ours = np.array([one.language == language for one in rows])
        words = [ACTS.index(max(one.readings, key=one.readings.__getitem__)) for one in rows]
        print(
            f"{language}: act by the words {np.mean((words == table.labels)[ours]):.3f}, "
            f"with the talk {np.mean((first == table.labels)[ours]):.3f}"
        )
    for place, act in enumerate(ACTS):
        said, meant = first == place, table.labels == place
        f1 = 2 * (said & meant).sum() / max(1, said.sum() + meant.sum())
        print(f"{act:10} {meant.sum():4} F1 {f1:.2f}")
    _report_capabilities(rows, shares)
    _report_gone_on([*looks(rows, shares), *changes(rows, shares)])


def _report_capabilities(rows: Sequence[Marked], shares: np.ndarray) -> None:
    for language in LANGUAGES:
        of_act = {"start": [0, 0], "ask": [0, 0]}
        for one in rows:
            act, capability = one.acts[0]
            if one.language == language and act in of_act:
                best = likely({act: 1.0}, one.intents, one.context)[0]
                of_act[act][0] += best.capability == capability
                of_act[act][1] += 1
        cells = [f"{act} {right / every:.3f}" for act, (right, every) in of_act.items()]
        print(f"{language}: capability, the act given: {', '.join(cells)}")


def _report_gone_on(found: Sequence[Case]) -> None:
    """Thresholds of the other parts, applied to each part."""
    went = []
    for part in range(PARTS):
        least = thresholds([one for one in found if one[3] != part])
        went += [one for one in found if one[3] == part and one[1] >= least[one[0]]]
    for kind in KINDS:
        ours, gone = ([one for one in those if one[0] == kind] for those in (found, went))
        right = sum(one[2] for one in gone)
        print(
            f"{kind:7} read {len(ours)}, right {sum(one[2] for one in ours)}; "
            f"goes on {len(gone)}, of these right {right / max(1, len(gone)):.3f}"
        )


def write(table: Table, least: dict[str, float]) -> None:
    """`least` is how likely each kind has to be, as `certainty` tells."""
    weights = table.learned(np.full(len(table.labels), True))
    own = {
        name: [round(float(one), 3) for one in row]
        for name, row in zip(table.names, weights.own, strict=True)
    }
    learned = {
        "common": [round(float(one), 3) for one in weights.common],
        "certainty": {kind: round(share, 3) for kind, share in least.items()},
        "weights": {name: row for name, row in own.items() if any(row)},
    }
    WEIGHTS.write_text(json.dumps(learned, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    forget()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--held", type=Path)
    rows = marked(parser.parse_args().held)
    table = Table(rows)
    shares = table.held_out()
    report(rows, table, shares)
    write(table, thresholds([*looks(rows, shares), *changes(rows, shares)]))


if __name__ == "__main__":
    main()
