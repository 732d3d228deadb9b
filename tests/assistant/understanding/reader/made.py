"""Small weights of the form that the reader is tuned from, and what could be learned beside them."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from math import erf
from pathlib import Path

import numpy as np

from assistant.understanding.reader.adapters import HEADS, differences, matrices, read_by
from assistant.understanding.reader.base import BLOCK, Base, Sizes

SIZES = Sizes(hidden=64, layers=2, heads=2, inner=128, words=9, positions=64, epsilon=1e-12)
# Piece and score; the first four are signs for the frame, for nothing and for the unknown.
PIECES = (
    ("<s>", 0.0),
    ("<pad>", 0.0),
    ("</s>", 0.0),
    ("<unk>", 0.0),
    ("▁", -3.0),
    ("▁two", -4.0),
    ("培训", -5.0),
    ("培", -4.0),
    ("训", -4.0),
)
EVENED = {"\u3000": " ", "ｔ": "t", "㈱": "(株)"}
NAMES = {
    "capability": ["budget", "request", "survey"],
    "act": ["start", "ask"],
    "tag": ["O", "B course", "I course"],
    "role": ["given", "new"],
    "talk": ["state new", "asked amount"],
}


def weights(file: Path, pieces: Sequence[tuple[str, float]] = PIECES) -> Path:
    draw, sizes = np.random.default_rng(7), SIZES
    full = {"emb.pos": (sizes.positions, sizes.hidden), "emb.type": (1, sizes.hidden)}
    full |= {f"emb.ln.{part}": (sizes.hidden,) for part in "wb"}
    short = {"emb.word": (sizes.words, sizes.hidden)}
    for layer in range(sizes.layers):
        full |= {f"l{layer}.{name}": (size,) for name, size in differences(sizes).items()}
        short |= {f"l{layer}.{name}.w": one[::-1] for name, one in matrices(sizes).items()}
    tensors = [(name, 0, shape, _full(name, shape, draw)) for name, shape in full.items()]
    tensors += [(name, 1, shape, _short(shape, draw)) for name, shape in short.items()]
    file.write_bytes(_written(tensors, pieces))
    return file


def learned(file: Path, strength: float = 1.0) -> Path:
    """Random numbers in the place of what is learned."""
    draw, sizes, rank = np.random.default_rng(8), SIZES, 3
    shapes: dict[str, tuple[int, ...]] = {"talk": (len(NAMES["talk"]), sizes.hidden)}
    for name, (inputs, outputs) in matrices(sizes).items():
        shapes[f"{name}.down"] = (sizes.layers, inputs, rank)
        shapes[f"{name}.up"] = (sizes.layers, rank, outputs)
    shapes |= {name: (sizes.layers, size) for name, size in differences(sizes).items()}
    for head in HEADS:
        shapes[f"{head}.w"] = (read_by(head, sizes), len(NAMES[head]))
        shapes[f"{head}.b"] = (len(NAMES[head]),)
    numbers = {name: 0.1 * strength * draw.normal(size=shape) for name, shape in shapes.items()}
    np.savez(file, **numbers)
    page = {"names": NAMES, "warmth": {"capability": 1.0, "act": 1.0}}
    file.with_suffix(".json").write_text(json.dumps(page))
    return file


def hidden(base: Base, learned: Mapping[str, np.ndarray], rows: np.ndarray) -> np.ndarray:
    """The encoder in plain numbers, layer by layer, as it is told in papers."""
    sizes = base.sizes
    wide = sizes.hidden // sizes.heads

    def even(values: np.ndarray, by: Sequence[np.ndarray]) -> np.ndarray:
        mean = values.mean(axis=-1, keepdims=True)
        spread = values.var(axis=-1, keepdims=True)
        return (values - mean) / np.sqrt(spread + sizes.epsilon) * by[0] + by[1]

    hidden = even(rows, [base.numbers(f"emb.ln.{part}") for part in "wb"])
    for layer in range(sizes.layers):

        def own(name: str, layer: int = layer) -> np.ndarray:
            return base.numbers(f"l{layer}.{name}") + learned[name][layer]

        def through(name: str, values: np.ndarray, layer: int = layer) -> np.ndarray:
            matrix = base.matrix(f"l{layer}.{name}.w", values.shape[1]).T
            more = values @ learned[f"{name}.down"][layer] @ learned[f"{name}.up"][layer]
            return np.asarray(values @ matrix + more + own(f"{name}.b", layer))

        asks, keys, values = (through(name, hidden) for name in "qkv")
        seen = []
        for head in range(sizes.heads):
            part = slice(head * wide, (head + 1) * wide)
            near = np.exp(asks[:, part] @ keys[:, part].T / np.sqrt(wide))
            seen.append(near / near.sum(axis=1, keepdims=True) @ values[:, part])
        hidden = even(hidden + through("ao", np.hstack(seen)), [own("aln.w"), own("aln.b")])
        inner = through("fi", hidden)
        inner = inner * 0.5 * (1 + _erf(inner / np.sqrt(2)))
        hidden = even(hidden + through("fo", inner), [own("oln.w"), own("oln.b")])
    return hidden


def _erf(values: np.ndarray) -> np.ndarray:
    return np.vectorize(erf)(values)


def _full(name: str, shape: tuple[int, ...], draw: np.random.Generator) -> bytes:
    scale = (
        1.0 + draw.normal(0, 0.1, shape) if name.endswith("ln.w") else draw.normal(0, 0.1, shape)
    )
    return scale.astype("<f4").tobytes()


def _short(shape: tuple[int, ...], draw: np.random.Generator) -> bytes:
    blocks = np.zeros(int(np.prod(shape)) // 32, BLOCK)
    blocks["scale"] = draw.uniform(0.01, 0.05, len(blocks))
    blocks["halves"] = draw.integers(0, 256, blocks["halves"].shape)
    return blocks.tobytes()


def _written(
    tensors: list[tuple[str, int, tuple[int, ...], bytes]], pieces: Sequence[tuple[str, float]]
) -> bytes:
    sizes = SIZES
    head = b"E5S1" + struct.pack(
        "<I7ifi",
        1,
        sizes.hidden,
        sizes.layers,
        sizes.heads,
        sizes.inner,
        sizes.words,
        sizes.positions,
        1,
        sizes.epsilon,
        32,
    )
    words = [piece.encode() for piece, _ in pieces]
    ends = np.cumsum([0, *map(len, words)]).astype("<u4").tobytes()
    scores = np.array([score for _, score in pieces], "<f4").tobytes()
    evened = b"".join(
        struct.pack(f"<IB{len(to)}I", ord(sign), len(to), *map(ord, to))
        for sign, to in EVENED.items()
    )
    blob = b"".join(words)
    head += struct.pack("<5iQ", len(words), 0, 2, 1, 3, len(blob)) + ends + scores + blob
    head += struct.pack("<iI", len(EVENED), len(evened)) + evened
    named = [name.encode() for name, *_ in tensors]
    place = len(head) + 4 + sum(2 + len(name) + 21 for name in named)
    directory, content = struct.pack("<i", len(tensors)), b""
    for name, (_, kind, shape, written) in zip(named, tensors, strict=True):
        directory += struct.pack("<H", len(name)) + name
        size = int(np.prod(shape))
        directory += struct.pack("<BIQQ", kind, size, place + len(content), len(written))
        content += written
    return head + directory + content
