"""The tuned encoder as a calculation for onnxruntime, its matrices in whole numbers of eight bits.

It takes the first numbers of the places of one message (its pieces, then signs of the talk) and how
much each place counts in the message, and gives what the heads say.
"""

from __future__ import annotations

import numpy as np

from assistant.understanding.reader.adapters import HEADS, Learned
from assistant.understanding.reader.base import Base, Numbers
from assistant.understanding.reader.onnx_file import Graph

PLACES, COUNTS = "places", "counts"
# Numbers of a matrix that share a scale. One scale for a whole row costs right answers: a few
# numbers of what comes in are far larger than the others (docs/understanding.md).
TOGETHER = 32
BITS, MIDDLE, MOST = 8, 128, 127
# What comes in is made whole by the same measure while it is multiplied.
WHOLE = 4


def calculation(base: Base, learned: Learned) -> bytes:
    """The content of the ONNX file."""
    return _Calculation(base, learned).written()


def made_whole(matrix: Numbers) -> tuple[Numbers, Numbers]:
    """A matrix of inputs x outputs as whole numbers and their scales: outputs x blocks (x numbers
    of a block)."""
    blocks = matrix.T.reshape(matrix.shape[1], -1, TOGETHER)
    scales = np.maximum(np.abs(blocks).max(axis=-1), 1e-12) / MOST
    whole = np.rint(blocks / scales[..., None]) + MIDDLE
    return whole.astype(np.uint8), scales.astype(np.float32)


class _Calculation:
    def __init__(self, base: Base, learned: Learned) -> None:
        self._base, self._learned, self._graph = base, learned, Graph()
        self._sizes = base.sizes

    def written(self) -> bytes:
        graph, base = self._graph, self._base
        places = graph.takes(PLACES, ("n", self._sizes.hidden))
        counts = graph.takes(COUNTS, (1, "n"))
        hidden = self._evened(places, base.numbers("emb.ln.w"), base.numbers("emb.ln.b"))
        for layer in range(self._sizes.layers):
            hidden = self._layer(hidden, layer)
        self._read(hidden, counts)
        return graph.written()

    def _layer(self, hidden: str, layer: int) -> str:
        graph = self._graph
        seen = self._through(self._seen(hidden, layer), layer, "ao")
        hidden = self._norm(graph.node("Add", hidden, seen), layer, "aln")
        inner = self._bent(self._through(hidden, layer, "fi"))
        inner = self._through(inner, layer, "fo")
        return self._norm(graph.node("Add", hidden, inner), layer, "oln")

    def _seen(self, hidden: str, layer: int) -> str:
        """What each place takes from the others: attention."""
        graph, heads = self._graph, self._sizes.heads
        wide = self._sizes.hidden // heads
        asks, keys, values = (
            graph.node("Reshape", self._through(hidden, layer, name), self._shape(-1, heads, wide))
            for name in "qkv"
        )
        scaled = graph.node("Mul", asks, self._single(wide**-0.5))
        by_head = graph.node("Transpose", scaled, perm=(1, 0, 2))
        nearness = graph.node("MatMul", by_head, graph.node("Transpose", keys, perm=(1, 2, 0)))
        shares = graph.node("Softmax", nearness, axis=-1)
        seen = graph.node("MatMul", shares, graph.node("Transpose", values, perm=(1, 0, 2)))
        seen = graph.node("Transpose", seen, perm=(1, 0, 2))
        return graph.node("Reshape", seen, self._shape(-1, self._sizes.hidden))

    def _through(self, values: str, layer: int, name: str) -> str:
        """The product with a tuned matrix, and its biases."""
        graph = self._graph
        matrix = self._learned.matrix(self._base, layer, name)
        inputs, outputs = matrix.shape
        product = graph.node(
            "MatMulNBits",
            values,
            *map(graph.constant, made_whole(matrix)),
            K=inputs,
            N=outputs,
            bits=BITS,
            block_size=TOGETHER,
            accuracy_level=WHOLE,
        )
        biases = self._learned.row(self._base, layer, f"{name}.b")
        return graph.node("Add", product, graph.constant(biases))

    def _bent(self, values: str) -> str:
        """Gelu, in the form that onnxruntime makes one operation of."""
        graph = self._graph
        inner = graph.node("Div", values, self._single(2**0.5))
        more = graph.node("Add", graph.node("Erf", inner), self._single(1.0))
        return graph.node("Mul", graph.node("Mul", values, more), self._single(0.5))

    def _norm(self, values: str, layer: int, name: str) -> str:
        weights, biases = (self._learned.row(self._base, layer, f"{name}.{one}") for one in "wb")
        return self._evened(values, weights, biases)

    def _evened(self, values: str, weights: Numbers, biases: Numbers) -> str:
        by = map(self._graph.constant, (weights, biases))
        epsilon = self._sizes.epsilon
        return self._graph.node("LayerNormalization", values, *by, axis=-1, epsilon=epsilon)

    def _read(self, hidden: str, counts: str) -> None:
        graph = self._graph
        whole = graph.node("MatMul", counts, hidden)
        first = graph.node("Gather", hidden, graph.constant(np.array([0])), axis=0)
        both = graph.node("Concat", whole, first, axis=-1)
        seen = {"capability": whole, "act": both, "tag": hidden, "role": hidden}
        for name in HEADS:
            matrix, biases = map(graph.constant, self._learned.head(name))
            product = graph.node("MatMul", seen[name], matrix)
            size = len(self._learned.names[name])
            graph.gives(name, graph.node("Add", product, biases), ("rows", size))

    def _shape(self, *sizes: int) -> str:
        return self._graph.constant(np.array(sizes))

    def _single(self, number: float) -> str:
        return self._graph.constant(np.array(number, np.float32))
