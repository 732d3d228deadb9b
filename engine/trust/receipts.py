"""What a command answered, kept with its key: the same again gives the same, once.

A command is a use case with a parameter `key`. Its key is claimed before anything else is done,
so that of two at once the second waits, and then finds the first one's receipt; what is refused
leaves no claim.
"""

from __future__ import annotations

import hashlib
import inspect
import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any, get_type_hints

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.store.tables import AuditEvent, CommandReceipt
from engine.values.encoding import to_plain
from engine.values.errors import InvalidInput

KEY = "key"
REPEATED = "repeated"


def own_key(actor: str, key: str) -> str:
    """Keys are each actor's own: nobody can guess another's, or run into it."""
    return f"{actor}:{key}"[:200]


def command_given(
    usecase: Callable[..., Any], args: tuple[Any, ...], kwargs: Mapping[str, Any]
) -> dict[str, Any] | None:
    """What a command was given, by name, without its context; None for what is no command."""
    signature = _signature(usecase)
    if KEY not in signature.parameters:
        return None
    bound = signature.bind(None, *args, **kwargs)
    bound.apply_defaults()
    first = next(iter(signature.parameters))
    return {name: value for name, value in bound.arguments.items() if name != first}


def claim(
    session: Session, usecase: Callable[..., Any], actor: str, given: dict[str, Any], now: datetime
) -> CommandReceipt | None:
    """A row for the receipt to come; None where the same was done before (see `first_receipt`).

    Raises:
        InvalidInput: the key was used for something else, or with something else given.
        IntegrityError: somebody claims it at the same moment; begin again.
    """
    key = str(given[KEY])
    owned = own_key(actor, key)
    # The log is looked at first: a receipt that is committed between the two looks is then seen.
    in_log = select(AuditEvent.sequence).where(AuditEvent.idempotency_key == owned)
    was_done = session.scalar(in_log) is not None
    known = session.get(CommandReceipt, owned)
    if known is not None:
        if known.fingerprint != _fingerprint(usecase, given):
            raise InvalidInput("key_reused", key=key)
        return None
    if was_done:  # before receipts were kept, the audit log alone had the keys
        raise InvalidInput("key_reused", key=key)
    row = CommandReceipt(
        key=owned,
        command=usecase.__name__,
        fingerprint=_fingerprint(usecase, given),
        receipt="",
        created_at=now,
    )
    session.add(row)
    session.flush()
    return row


def keep_receipt(row: CommandReceipt, usecase: Callable[..., Any], receipt: Any) -> None:
    """Put the answer beside its key."""
    row.receipt = _adapter(usecase).dump_json(receipt).decode()


def first_receipt(session: Session, usecase: Callable[..., Any], actor: str, key: str) -> Any:
    """The first answer as it was; only its `repeated`, where it has one, says what it is.

    Raises:
        InvalidInput: it was kept by a version whose answers looked otherwise.
    """
    row = session.get_one(CommandReceipt, own_key(actor, key))
    try:
        return _marked(_adapter(usecase).validate_json(row.receipt))
    except ValidationError as error:
        raise InvalidInput("key_reused", key=key) from error


def _marked(receipt: Any) -> Any:
    """Also in the receipt of a request that an answer carries along."""
    if not is_dataclass(receipt) or isinstance(receipt, type):
        return receipt
    names = {field.name for field in fields(receipt)}
    if REPEATED in names:
        return replace(receipt, **{REPEATED: True})
    if "receipt" in names:
        return replace(receipt, receipt=_marked(receipt.receipt))  # type: ignore[attr-defined]
    return receipt


def _fingerprint(usecase: Callable[..., Any], given: Mapping[str, Any]) -> str:
    """SHA-256 (hex) over the command's name and what it was given, the key left out."""
    plain = {name: to_plain(_exact(value)) for name, value in given.items() if name != KEY}
    text = json.dumps([usecase.__name__, plain], sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _exact(value: Any) -> Any:
    """5 and 5.00 are one number."""
    if isinstance(value, Decimal) and value.is_finite():
        return format(value.normalize(), "f")
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _exact(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): _exact(item) for name, item in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(map(str, value))
    if isinstance(value, list | tuple):
        return [_exact(item) for item in value]
    return value


@cache
def _signature(usecase: Callable[..., Any]) -> inspect.Signature:
    return inspect.signature(usecase)


@cache
def _adapter(usecase: Callable[..., Any]) -> TypeAdapter[Any]:
    return TypeAdapter(get_type_hints(usecase)["return"])
