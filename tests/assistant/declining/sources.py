"""The sentences of what is declined, with the kind that each is of."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import yaml

from assistant.capabilities import CAPABILITIES
from assistant.declining.families import DECLINED

HERE = Path(__file__).parent
Kinds = dict[str, list[str]]


@cache
def taught(language: str) -> Kinds:
    """Sentences by capability.kind."""
    found: Kinds = {}
    for name in sorted(DECLINED):
        file = CAPABILITIES[name].sentences(language)
        for block in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            lines = block["examples"].splitlines()
            family = f"{name}.{block['metadata']['family']}"
            found[family] = [line.removeprefix("- ").strip() for line in lines]
    return found


def held_out(language: str) -> Kinds:
    """Those that nothing was taught with."""
    files = {name: HERE / f"{name}_{language}.toml" for name in sorted(DECLINED)}
    return {
        f"{name}.{family}": texts
        for name, file in files.items()
        for family, texts in tomllib.loads(file.read_text(encoding="utf-8")).items()
    }
