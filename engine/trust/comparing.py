"""Comparing secrets, in a time that tells nothing of them."""

from __future__ import annotations

import hmac


def same_secret(first: str, second: str) -> bool:
    """Whatever is given, also what no secret has in it: `compare_digest` takes no text beyond
    ASCII, and half a character cannot be encoded."""
    return hmac.compare_digest(*(one.encode("utf-8", "surrogatepass") for one in (first, second)))
