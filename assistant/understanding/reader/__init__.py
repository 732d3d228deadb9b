"""The learned reader: what a message asks for, does and mentions, read by a tuned encoder.

`base` are public weights, `adapters` what was learned beside them (bot/learn_reader.py), `pieces`
cuts a message, `calculation` is the tuned encoder for onnxruntime, and `reader` asks it.
"""

from __future__ import annotations

import sys
from pathlib import Path

# What was learned lies in the repository, with a page about it beside it.
LEARNED = Path(__file__).with_name("learned.npz")
# The weights are in Rasa's environment (commands/encoder.py).
WEIGHTS = Path(sys.prefix) / "share" / "e5-small-q4.bin"
