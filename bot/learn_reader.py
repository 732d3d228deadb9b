"""Tunes the learned reader on the project's sentences and talks; writes what was learned.

Run in Rasa's environment: `python -m bot.learn_reader` (an hour and more on two cores; the public
weights have to be there, `./peisuan up` gets them). Writes assistant/understanding/reader/learned.*
(`--into` another folder), after each round what is learned so far. A fifth of the talks is never
learned from: `python -m bot.measure_reader` measures on it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import tensorflow as tf

from assistant.understanding.reader import LEARNED, WEIGHTS
from assistant.understanding.reader.adapters import HEADS
from assistant.understanding.reader.base import Base
from assistant.understanding.reader.pieces import Cutter
from bot.reader_examples import examples, seen
from bot.reader_rows import BATCH, Rows, names_of
from bot.tuning import STRENGTH, Tuned

ROUNDS = 5
RANK = 24
RATE, WARM = 5e-4, 0.06
# What begins with nothing learns faster: the heads, and the signs of the talk.
HEAD_RATE = 5.0
# How much a mistake of each head weighs, and how sure it shall be at most.
WEIGHED = {"capability": 1.0, "act": 0.7, "tag": 1.0, "role": 0.5}
SOFT = {"capability": 0.05, "act": 0.05}
MOST_STEP = 1.0
SLOW, SLOWER, LEAST = 0.9, 0.999, 1e-8
THREADS = 2
TOLD_EVERY = 100


class Learner:
    """Goes towards fewer mistakes by Adam's method."""

    def __init__(self, model: Tuned) -> None:
        self._model = model
        self._learned = list(model.learned.values())
        self._faster = [
            HEAD_RATE if name.split(".")[0] in (*HEADS, "talk") else 1.0 for name in model.learned
        ]
        self._mean, self._square = (
            [tf.Variable(tf.zeros_like(one)) for one in self._learned] for _ in range(2)
        )
        wide, single = (tf.TensorSpec(shape, tf.int32) for shape in ([None, None], [None]))
        batch = dict.fromkeys(("pieces", "talk", "tag", "role"), wide)
        batch |= dict.fromkeys(("capability", "act"), single)
        number = tf.TensorSpec([], tf.float32)
        self.step = tf.function(
            self._step, input_signature=[batch, number, number], autograph=False
        )

    def _step(self, batch: dict[str, tf.Tensor], rate: tf.Tensor, count: tf.Tensor) -> tf.Tensor:
        with tf.GradientTape() as tape:
            said = self._model(batch["pieces"], batch["talk"], True)
            missed = [_missed(said[name], batch[name], SOFT.get(name, 0.0)) for name in HEADS]
            loss = sum(
                WEIGHED[name] * value * tf.minimum(known / BATCH, 1.0)
                for name, (value, known) in zip(HEADS, missed, strict=True)
            )
        slopes = map(tf.convert_to_tensor, tape.gradient(loss, self._learned))
        slopes, _ = tf.clip_by_global_norm(list(slopes), MOST_STEP)
        rate *= tf.sqrt(1 - SLOWER**count) / (1 - SLOW**count)
        for one, slope, mean, square, faster in zip(
            self._learned, slopes, self._mean, self._square, self._faster, strict=True
        ):
            mean.assign(SLOW * mean + (1 - SLOW) * slope)
            square.assign(SLOWER * square + (1 - SLOWER) * slope * slope)
            one.assign_sub(faster * rate * mean / (tf.sqrt(square) + LEAST))
        return tf.stack([value for value, _ in missed])


def _missed(said: tf.Tensor, meant: tf.Tensor, soft: float) -> tuple[tf.Tensor, tf.Tensor]:
    """The mean surprise of what is known, and how much is known."""
    known = tf.cast(meant >= 0, tf.float32)
    size = said.shape[-1]
    truth = tf.one_hot(tf.maximum(meant, 0), size) * (1 - soft) + soft / size
    surprise = tf.nn.softmax_cross_entropy_with_logits(truth, said) * known
    count = tf.reduce_sum(known)
    return tf.reduce_sum(surprise) / tf.maximum(count, 1.0), count


def _rates(steps: int) -> Iterator[float]:
    """Rising at first, then falling to nothing."""
    warm = max(1.0, WARM * steps)
    for done in range(1, steps + 1):
        yield RATE * min(done / warm, (steps - done) / (steps - warm))


def learn(base: Base, into: Path, rounds: int) -> None:
    every = examples()
    names = names_of(every)
    rows = Rows(every, names, Cutter(base.vocabulary))
    words = np.vstack([np.zeros((1, base.sizes.hidden), np.float32), base.words(rows.occurring)])
    model = Tuned(base, words, {name: len(one) for name, one in names.items()}, RANK)
    learner = Learner(model)
    steps = rounds * -(-len(every) // BATCH)
    rates, draw, began, missed = _rates(steps), random.Random(1), time.monotonic(), []
    page = {
        "base": hashlib.sha256(WEIGHTS.read_bytes()).hexdigest(),
        "code": _code(),
        "data": hashlib.sha256(repr(every).encode()).hexdigest(),
        "examples": len(every),
        "rounds": rounds,
        "licence": "MIT (intfloat/multilingual-e5-small, tuned)",
        "warmth": dict.fromkeys(HEADS[:2], 1.0),
        "names": names,
    }
    for _ in range(rounds):
        signs = [seen(one, draw) for one in every]
        for batch, rate in zip(rows.batches(signs, draw), rates, strict=False):
            tensors = {name: tf.constant(one) for name, one in batch.items()}
            missed.append(learner.step(tensors, rate, len(missed) + 1.0).numpy())
            if len(missed) % TOLD_EVERY == 0:
                mean = np.mean(missed[-TOLD_EVERY:], axis=0).round(3).tolist()
                told = dict(zip(HEADS, mean, strict=True))
                seconds = time.monotonic() - began
                print(f"{len(missed)} of {steps}, {seconds:.0f} s: {told}", flush=True)
        _write(model, page, into)


def _write(model: Tuned, page: dict[str, object], into: Path) -> None:
    numbers = {name: one.numpy() for name, one in model.learned.items()}
    numbers |= {name: STRENGTH * one for name, one in numbers.items() if name.endswith(".up")}
    into.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        into / LEARNED.name,
        **{name: one.astype(np.float16) for name, one in numbers.items()},
    )
    told = json.dumps(page, ensure_ascii=False, indent=1)
    (into / LEARNED.with_suffix(".json").name).write_text(told + "\n", encoding="utf-8")


def _code() -> str:
    """A hash over what the reader is and how it learns."""
    files = [*sorted(LEARNED.parent.glob("*.py")), *sorted(Path(__file__).parent.glob("*.py"))]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--into", type=Path, default=LEARNED.parent)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    given = parser.parse_args()
    tf.config.threading.set_intra_op_parallelism_threads(THREADS)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    tf.random.set_seed(1)
    learn(Base(WEIGHTS), given.into, given.rounds)


if __name__ == "__main__":
    main()
