"""The cases kept here are those of the design, each is tested, and none is only renamed."""

import json
import re
from pathlib import Path

import pytest

from tests.engine.golden.cases import FOLDER, load

SHARED = Path(__file__).resolve().parents[4] / "shared" / "golden"


@pytest.mark.skipif(not SHARED.exists(), reason="the design's folder is not part of the product")
@pytest.mark.parametrize(("ours", "theirs"), [("article", "seed"), ("methods", "method")])
def test_they_are_the_designs(ours: str, theirs: str) -> None:
    text = (SHARED / f"{theirs}_cases.json").read_text(encoding="utf-8")
    assert load(ours) == {case["id"]: case for case in json.loads(text)["cases"]}


@pytest.mark.parametrize("file", ["article", "methods"])
def test_every_case_has_a_test(file: str) -> None:
    text = (FOLDER / f"test_{file}.py").read_text(encoding="utf-8")
    assert set(re.findall(r'@cases\("\w+", "([\w-]+)"\)', text)) == set(load(file))


@pytest.mark.parametrize("file", ["article", "methods"])
def test_the_changed_ones_have_other_inputs(file: str) -> None:
    given, changed = load(file), load(f"{file}_changed")
    assert set(given) == set(changed)
    assert all(given[name]["input"] != changed[name]["input"] for name in given)
