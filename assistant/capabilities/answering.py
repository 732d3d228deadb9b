"""The answers of the capabilities that have one in their folder: `answer.py`, with a class `Answer`."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from assistant.base import PeisuanAction
from assistant.capabilities import Capability


def answers(capabilities: Mapping[str, Capability]) -> dict[str, type[PeisuanAction]]:
    """What answers each capability, by its name."""
    return {
        one.name: _answer(one.name, file)
        for one in capabilities.values()
        if (file := (one.folder / "answer").with_suffix(".py")).exists()
    }


def _answer(name: str, file: Path) -> type[PeisuanAction]:
    spec = spec_from_file_location(f"assistant.capabilities.{name}.answer", file)
    assert spec, f"{file} is no module"
    assert spec.loader, f"{file} is no module"
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    answer: type[PeisuanAction] = module.Answer
    answer.action_name = f"action_{name}"
    return answer
