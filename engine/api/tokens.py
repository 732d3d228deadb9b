"""Bearer tokens: signed, each for one person, or for the identity provider, and until a day."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta

import jwt

AUDIENCE, SCIM_AUDIENCE = "peisuan-api", "peisuan-scim"
ALGORITHM = "HS256"
LONGEST_DAYS = 366


class InvalidToken(Exception):
    """It was not made here, is for something else, or has expired."""


def make_token(person: str, days: int, secret: str, now: datetime | None = None) -> str:
    """A token with which programs call as the employee `person`.

    Raises:
        ValueError: for no time, or for longer than a year.
    """
    return _made(person, AUDIENCE, days, secret, now)


def person_of(token: str, secret: str) -> str:
    """Whom a token stands for.

    Raises:
        InvalidToken: saying why.
    """
    return _subject(token, AUDIENCE, secret)


def make_scim_token(days: int, secret: str, now: datetime | None = None) -> str:
    """A token with which the company's identity provider keeps people here, and does nothing
    else: it stands for nobody, and has a secret of its own.

    Raises:
        ValueError: for no time, or for longer than a year.
    """
    return _made("scim", SCIM_AUDIENCE, days, secret, now)


def require_scim(token: str, secret: str) -> None:
    """Let the identity provider in.

    Raises:
        InvalidToken: saying why.
    """
    _subject(token, SCIM_AUDIENCE, secret)


def _made(subject: str, audience: str, days: int, secret: str, now: datetime | None) -> str:
    if not 1 <= days <= LONGEST_DAYS:
        raise ValueError(f"a token lasts 1 to {LONGEST_DAYS} days")
    made = now or datetime.now(UTC)
    claims = {
        "sub": subject,
        "aud": audience,
        "iat": made,
        "exp": made + timedelta(days=days),
        "jti": secrets.token_hex(8),
    }
    return jwt.encode(claims, secret, ALGORITHM)


def _subject(token: str, audience: str, secret: str) -> str:
    try:
        claims = jwt.decode(
            token,
            secret,
            [ALGORITHM],
            audience=audience,
            options={"require": ["sub", "exp", "aud"]},
        )
    except jwt.ExpiredSignatureError as error:
        raise InvalidToken("the token has expired: ask for a new one") from error
    except jwt.InvalidTokenError as error:
        raise InvalidToken("the token is not valid") from error
    return str(claims["sub"])
