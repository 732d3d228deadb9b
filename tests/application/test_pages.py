"""What the pages are made of: nothing inline, nothing of others, one way to the server."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from channels.web import PAGE

HTML = sorted(PAGE.glob("*.html"))
SCRIPTS = sorted(PAGE.glob("*.js"))
STYLES = sorted(PAGE.glob("*.css"))
INLINE = re.compile(r"""<style|\bstyle=|\bon[a-z]+=|javascript:|<script(?![^>]*\bsrc=)""", re.I)
OUTSIDE = re.compile(r"""(?:https?:|wss?:|["'(=]\s*)//[^\s"')]*""", re.I)


@pytest.mark.parametrize("file", HTML, ids=lambda file: file.name)
def test_nothing_stands_inline(file: Path) -> None:
    assert INLINE.findall(file.read_text()) == []


@pytest.mark.parametrize("file", [*HTML, *SCRIPTS, *STYLES], ids=lambda file: file.name)
def test_nothing_is_loaded_from_elsewhere(file: Path) -> None:
    assert OUTSIDE.findall(file.read_text()) == []


def test_one_script_alone_talks_to_the_server() -> None:
    """It sends the page's token with everything."""
    talks = re.compile(r"\bfetch\(|XMLHttpRequest|sendBeacon|EventSource|WebSocket")
    found = [file.name for file in SCRIPTS if talks.search(file.read_text())]
    assert found == ["server.js"]
