"""What a sentence means, as 512 numbers: Google's Universal Sentence Encoder, in both languages.

It is a view of a sentence beside others (sentences.py), and may be missing: then the classifier
is trained without it. commands/encoder.py fetches its file.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime
from onnxruntime_extensions import get_library_path
from scipy.sparse import csr_matrix

FILE = Path(sys.prefix) / "share" / "sentence-encoder.onnx"
SWITCH = "PEISUAN_ENCODER"
# A longer text is told by its beginning: the time grows with the length.
LONGEST = 500


def available() -> bool:
    """Whether its file is there and nobody has said that it is not wanted."""
    return FILE.exists() and wanted()


def wanted() -> bool:
    """`off` does without this and the other public weights (commands/encoder.py)."""
    return os.environ.get(SWITCH) != "off"


def encode(text: str) -> np.ndarray:
    """512 numbers of length 1 together.

    Raises:
        FileNotFoundError: the file is missing; the message says what to do.
    """
    rows = _session().run(None, {"inputs": np.array([text[:LONGEST]])})[0]
    return np.asarray(rows[0], dtype=np.float32)


@cache
def _session() -> onnxruntime.InferenceSession:
    if not FILE.exists():
        raise FileNotFoundError(
            "the model was trained with the sentence encoder, whose file is missing: "
            "run ./peisuan up, or train without it (PEISUAN_ENCODER=off)"
        )
    options = onnxruntime.SessionOptions()
    options.register_custom_ops_library(get_library_path())
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(str(FILE), options)


class SentenceEncoder:
    """The encoder in the place of one of sklearn's vectorizers."""

    def fit_transform(self, texts: Sequence[str]) -> csr_matrix:
        return csr_matrix(np.array([encode(text) for text in texts]))
