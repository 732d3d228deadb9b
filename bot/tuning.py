"""The encoder in TensorFlow, as it is tuned: the public weights stand still, and narrow matrices
beside each of theirs learn the difference (low-rank adapters), with the heads that read it.
"""

from __future__ import annotations

import numpy as np
import tensorflow as tf

from assistant.understanding.reader.adapters import (
    HEADS,
    differences,
    first_numbers,
    matrices,
    read_by,
)
from assistant.understanding.reader.base import Base

Tensor = tf.Tensor
# Half the bits are enough for products, and twice as fast where the processor knows them.
SHORT = tf.bfloat16
# What a narrow matrix learns counts so much.
STRENGTH = 2.0
DROPPED = 0.1


class Tuned(tf.Module):
    """`words` are the first numbers of the pieces that occur, a row each; row 0 is of none."""

    def __init__(self, base: Base, words: np.ndarray, sizes: dict[str, int], rank: int) -> None:
        super().__init__()
        self._sizes, self._rank = base.sizes, rank
        self._words = tf.constant(words)
        places, kind = first_numbers(base)
        self._places = tf.constant(np.vstack([np.zeros_like(places[:1]), places + kind]))
        self._kind = tf.constant(kind)
        self._fixed = [_fixed(base, layer) for layer in range(base.sizes.layers)]
        self._start = {name: tf.constant(base.numbers(name)) for name in ("emb.ln.w", "emb.ln.b")}
        self.learned = {
            name: tf.Variable(first, name=name, dtype=tf.float32)
            for name, first in self._first(sizes).items()
        }

    def _first(self, sizes: dict[str, int]) -> dict[str, np.ndarray]:
        draw, one = np.random.default_rng(1), self._sizes
        made = {}
        for name, (inputs, outputs) in matrices(one).items():
            made[f"{name}.down"] = draw.normal(0, inputs**-0.5, (one.layers, inputs, self._rank))
            made[f"{name}.up"] = np.zeros((one.layers, self._rank, outputs))
        for name, size in differences(one).items():
            made[name] = np.zeros((one.layers, size))
        for name in HEADS:
            made[f"{name}.w"] = draw.normal(0, 0.02, (read_by(name, one), sizes[name]))
            made[f"{name}.b"] = np.zeros(sizes[name])
        made["talk"] = draw.normal(0, 0.02, (sizes["talk"], one.hidden))
        return made

    def __call__(self, pieces: Tensor, talk: Tensor, learning: bool) -> dict[str, Tensor]:
        """`pieces` are rows of `words`, `talk` signs of the talk, from 1 on: rows x places each,
        0 where there is none; a place holds one of both."""
        learned = self.learned
        hidden = one_size(self._start, self._entered(pieces, talk), self._sizes.epsilon, "emb.ln")
        hidden = dropped(hidden, learning)
        there = tf.cast((pieces > 0) | (talk > 0), tf.float32)
        apart = (there[:, None, None, :] - 1.0) * 1e4
        parts = {
            name: tf.unstack(learned[name])
            for name in learned
            if learned[name].shape.rank == 3 or name in differences(self._sizes)
        }
        for layer, fixed in enumerate(self._fixed):
            own = {name: rows[layer] for name, rows in parts.items()}
            hidden = self._layer(hidden, apart, fixed, own, learning)
        return self._read(hidden, tf.cast(pieces > 0, tf.float32), learning)

    def _entered(self, pieces: Tensor, talk: Tensor) -> Tensor:
        count = tf.shape(pieces)[1]
        places = tf.where(pieces > 0, tf.range(1, count + 1)[None, :], 0)
        signs = tf.one_hot(talk - 1, self.learned["talk"].shape[0])
        of_talk = tf.einsum("bts,sh->bth", signs, self.learned["talk"])
        said = tf.cast(talk > 0, tf.float32)[..., None] * self._kind
        return tf.gather(self._words, pieces) + tf.gather(self._places, places) + of_talk + said

    def _layer(
        self,
        hidden: Tensor,
        apart: Tensor,
        fixed: dict[str, Tensor],
        own: dict[str, Tensor],
        learning: bool,
    ) -> Tensor:
        sizes = self._sizes
        rows, places = tf.shape(hidden)[0], tf.shape(hidden)[1]

        def through(name: str, values: Tensor) -> Tensor:
            flat = tf.reshape(tf.cast(values, SHORT), [-1, values.shape[-1]])
            narrow = flat @ tf.cast(own[f"{name}.down"], SHORT)
            more = narrow @ tf.cast(STRENGTH * own[f"{name}.up"], SHORT)
            whole = tf.cast(flat @ fixed[f"{name}.w"] + more, tf.float32)
            whole += fixed[f"{name}.b"] + own[f"{name}.b"]
            return tf.reshape(whole, [rows, places, whole.shape[-1]])

        def heads(values: Tensor) -> Tensor:
            wide = sizes.hidden // sizes.heads
            return tf.transpose(tf.reshape(values, [rows, places, sizes.heads, wide]), [0, 2, 1, 3])

        asks, keys, values = (heads(through(name, hidden)) for name in ("q", "k", "v"))
        nearness = tf.matmul(asks, keys, transpose_b=True)
        shares = tf.nn.softmax(nearness * (sizes.hidden // sizes.heads) ** -0.5 + apart)
        seen = tf.reshape(tf.transpose(shares @ values, [0, 2, 1, 3]), [rows, places, sizes.hidden])
        seen = dropped(through("ao", seen), learning)
        both = {name: fixed[name] + own[name] for name in ("aln.w", "aln.b", "oln.w", "oln.b")}
        hidden = one_size(both, hidden + seen, sizes.epsilon, "aln")
        inner = tf.nn.gelu(through("fi", hidden), approximate=False)
        inner = dropped(through("fo", inner), learning)
        return one_size(both, hidden + inner, sizes.epsilon, "oln")

    def _read(self, hidden: Tensor, said: Tensor, learning: bool) -> dict[str, Tensor]:
        learned = self.learned
        count = tf.reduce_sum(said, axis=1, keepdims=True)
        whole = tf.einsum("bth,bt->bh", hidden, said / count)
        whole = dropped(whole, learning)
        first = tf.concat([whole, dropped(hidden[:, 0], learning)], axis=-1)
        each = dropped(hidden, learning)
        seen = {"capability": whole, "act": first, "tag": each, "role": each}
        return {
            name: tf.tensordot(seen[name], learned[f"{name}.w"], 1) + learned[f"{name}.b"]
            for name in HEADS
        }


def _fixed(base: Base, layer: int) -> dict[str, Tensor]:
    found = {}
    for name, (inputs, _) in matrices(base.sizes).items():
        found[f"{name}.w"] = tf.constant(base.matrix(f"l{layer}.{name}.w", inputs).T, dtype=SHORT)
    for name in differences(base.sizes):
        found[name] = tf.constant(base.numbers(f"l{layer}.{name}"))
    return found


def one_size(numbers: dict[str, Tensor], rows: Tensor, epsilon: float, name: str) -> Tensor:
    """Layer normalisation."""
    mean, spread = tf.nn.moments(rows, axes=[-1], keepdims=True)
    return (rows - mean) * tf.math.rsqrt(spread + epsilon) * numbers[f"{name}.w"] + numbers[
        f"{name}.b"
    ]


def dropped(rows: Tensor, learning: bool) -> Tensor:
    return tf.nn.dropout(rows, DROPPED) if learning else rows
