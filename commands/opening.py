"""The store as commands open it: shared with the application, or alone to replace it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import click

from commands.failure import Failure
from engine.home_modes import tighten
from engine.locks import PARENT, InUse, Lock, home_lock, store_lock
from engine.secret_files import require_secrets
from engine.settings import Settings
from engine.store.damage import require_store
from engine.store.database import Database


@contextmanager
def opened(settings: Settings) -> Iterator[Database]:
    """The store with the newest tables, which nobody replaces for as long as the context lasts.

    Raises:
        Failure: somebody does just now; or its tables are old, and somebody works on them.
    """
    with shared(settings):
        database = migrated(settings.store_url)
        try:
            yield database
        finally:
            database.dispose()


def migrated(url: str) -> Database:
    require_store(url)
    database = Database(url)
    try:
        database.migrate()
    except InUse as error:
        raise Failure(f"the store is of an earlier version of Peisuan; {_stop(error)}") from error
    return database


@contextmanager
def shared(settings: Settings) -> Iterator[None]:
    """Others may work on the store, and nobody replaces it."""
    with _held(store_lock(settings.store_url)):
        yield


@contextmanager
def alone(settings: Settings) -> Iterator[None]:
    """Nobody else works on the store for as long as the context lasts.

    Raises:
        Failure: somebody does; it says who.
    """
    with _held(store_lock(settings.store_url), alone=True):
        yield


@contextmanager
def home_held(settings: Settings) -> Iterator[None]:
    """Nothing but this process, and what it starts, runs the application on this home.

    Raises:
        Failure: something does; it says what.
        UnusableSecret, DamagedStore: what lies in it was cut off.
    """
    require_secrets(settings.home)
    require_store(settings.store_url)
    tighten(settings)
    with _held(home_lock(settings.home), alone=True):
        former = os.environ.get(PARENT)
        os.environ[PARENT] = str(os.getpid())
        try:
            yield
        finally:
            os.environ.pop(PARENT) if former is None else os.environ.update({PARENT: former})


@contextmanager
def _held(lock: Lock, alone: bool = False) -> Iterator[None]:
    with ExitStack() as stack:
        try:
            stack.enter_context(lock.hold(_command(), alone=alone))
        except InUse as error:
            raise Failure(_stop(error)) from error
        yield


def _command() -> str:
    """As the person typed it."""
    context = click.get_current_context(silent=True)
    return context.command_path if context else "another program"


def _stop(error: InUse) -> str:
    return f"{error}. Stop that first, then try again."
