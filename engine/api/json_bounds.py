"""What no JSON that is sent here may have in it, wherever it stands."""

from __future__ import annotations

import json
import math
from typing import Any, NoReturn

from engine.values.errors import InvalidInput

# Deeper than anything is that is asked for here.
DEEPEST = 40
LONGEST_INTEGER, LONGEST_DECIMAL = 19, 40
LARGEST = 2**63 - 1


def check_json(body: bytes) -> None:
    """Looks through a body. What is no JSON at all is left to whoever reads it.

    Raises:
        InvalidInput: number_not_stored, text_not_stored, nested_too_deeply.
    """
    try:
        found = json.loads(body, parse_int=_integer, parse_float=_decimal, parse_constant=_refused)
    except RecursionError as error:
        raise InvalidInput("nested_too_deeply", most=DEEPEST) from error
    except ValueError:
        return
    _look_through(found)


def _look_through(found: Any) -> None:
    waiting = [(found, 0)]
    while waiting:
        one, depth = waiting.pop()
        if isinstance(one, str):
            _check_text(one)
        elif isinstance(one, dict | list):
            if depth == DEEPEST:
                raise InvalidInput("nested_too_deeply", most=DEEPEST)
            for part in (*one, *one.values()) if isinstance(one, dict) else one:
                waiting.append((part, depth + 1))


def _check_text(text: str) -> None:
    if "\x00" in text or not (text.isascii() or _is_whole(text)):
        raise InvalidInput("text_not_stored")


def _is_whole(text: str) -> bool:
    """Without half a character (a lone surrogate)."""
    return not any("\ud800" <= one <= "\udfff" for one in text)


def _integer(digits: str) -> int:
    if len(digits) <= LONGEST_INTEGER + 1 and abs(value := int(digits)) <= LARGEST:
        return value
    return _refused(digits)


def _decimal(digits: str) -> float:
    if len(digits) <= LONGEST_DECIMAL and math.isfinite(value := float(digits)):
        return value
    return _refused(digits)


def _refused(digits: str) -> NoReturn:
    shown = digits if len(digits) <= LONGEST_DECIMAL else f"{digits[:LONGEST_DECIMAL]}…"
    raise InvalidInput("number_not_stored", number=shown)
