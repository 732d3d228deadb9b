"""What the cases of several methods are written with."""

from __future__ import annotations

from typing import Any

from engine.policy import load_policy
from engine.values.encoding import to_plain

Plain = dict[str, Any]
POLICY = load_policy()
NEED, EFFECT, COST = (to_plain(one) for one in (POLICY.need, POLICY.effect, POLICY.cost))


def money(amount: object, currency: str = "CNY") -> Plain:
    return {"amount": str(amount), "currency": currency}


def price(amount: object, people: int = 1) -> Plain:
    return {"amount": str(amount), "people": people, "currency": "CNY"}


def named(code: str) -> Plain:
    return {"code": code, "name": f"某{code}", "name_en": f"Some {code}"}
