"""Errors are values too: a code and its arguments, rendered where a person reads them."""

from __future__ import annotations


class EngineError(Exception):
    """The base of everything the engine refuses, for a reason it can name."""

    def __init__(self, code: str, **args: object) -> None:
        self.code = code
        self.args_by_name = args
        super().__init__(f"{code} {args}" if args else code)


class InvalidInput(EngineError):
    """A value cannot be what was meant (a negative headcount, a past date)."""


class NotFound(EngineError):
    """Nothing of that name or number exists, as far as the asker may know."""


class NotPermitted(EngineError):
    """The asker has no right to this; `who_has` is the role that does."""

    def __init__(self, code: str, who_has: str, **args: object) -> None:
        super().__init__(code, who_has=who_has, **args)


class NotEnoughData(EngineError):
    """The figure cannot be computed honestly from what is in the store."""


class BudgetExceeded(EngineError):
    """The budget line has less left than what was asked for."""


class TookTooLong(EngineError):
    """It was interrupted so that others are not kept waiting."""


class NotKept(EngineError):
    """Nothing can be stored: the disk is full, the store may only be read, or it was replaced by
    another one."""
