"""Bearer tokens: signed, each for one person and until a day."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta

import jwt

AUDIENCE = "peisuan-api"
ALGORITHM = "HS256"
LONGEST_DAYS = 366


class InvalidToken(Exception):
    """It was not made here, is for something else, or has expired."""


def make_token(person: str, days: int, secret: str, now: datetime | None = None) -> str:
    """A token with which programs call as the employee `person`.

    Raises:
        ValueError: for no time, or for longer than a year.
    """
    if not 1 <= days <= LONGEST_DAYS:
        raise ValueError(f"a token lasts 1 to {LONGEST_DAYS} days")
    made = now or datetime.now(UTC)
    claims = {
        "sub": person,
        "aud": AUDIENCE,
        "iat": made,
        "exp": made + timedelta(days=days),
        "jti": secrets.token_hex(8),
    }
    return jwt.encode(claims, secret, ALGORITHM)


def person_of(token: str, secret: str) -> str:
    """Whom a token stands for.

    Raises:
        InvalidToken: saying why.
    """
    try:
        claims = jwt.decode(
            token,
            secret,
            [ALGORITHM],
            audience=AUDIENCE,
            options={"require": ["sub", "exp", "aud"]},
        )
    except jwt.ExpiredSignatureError as error:
        raise InvalidToken("the token has expired: ask for a new one") from error
    except jwt.InvalidTokenError as error:
        raise InvalidToken("the token is not valid") from error
    return str(claims["sub"])
