"""Org units as paths of codes ("/C/PRD/W1/"): a subtree is what begins with its path."""

from __future__ import annotations


def is_whole_company(path: str) -> bool:
    """Whether a unit has none above it ("/C/")."""
    return path.count("/") <= 2


def codes_in(path: str) -> list[str]:
    """The codes of a unit and those above it, the topmost first."""
    return [code for code in path.split("/") if code]
