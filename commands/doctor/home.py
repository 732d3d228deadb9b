"""The home: its secrets, and who may read what lies in it."""

from __future__ import annotations

import os
import pwd
import stat
from collections.abc import Iterator
from pathlib import Path

from commands.doctor.finding import Finding, note, ok, problem
from engine.home_modes import OTHERS, is_shared, ours, too_open
from engine.private_files import FILE, FOLDER
from engine.secret_files import SHORTEST, kept
from engine.settings import Settings

SUBJECT = "home"
# Without these nothing starts.
AT_START = ("action", "channel", "session")
MOST_NAMED = 5


def check_home(settings: Settings) -> Iterator[Finding]:
    home = settings.home
    if not home.is_dir():
        yield note(SUBJECT, "none", home=home)
        return
    yield from _secrets(home)
    yield from _rights(settings)
    yield from _mask()
    for damaged in sorted(home.glob("conversations*.damaged-*")):
        yield note(SUBJECT, "damaged", path=damaged)


def _secrets(home: Path) -> Iterator[Finding]:
    """Whether they are there, whole, and readable to us; nothing of what they are."""
    whole = 0
    for file in kept(home):
        try:
            found = len(file.read_bytes().strip())
        except OSError as error:
            yield problem(SUBJECT, "secret_unreadable", path=file, why=error.strerror)
            continue
        if found < SHORTEST:
            yield problem(SUBJECT, "secret_short", path=file, found=found, wanted=SHORTEST)
        whole += found >= SHORTEST
    missing = set(AT_START) - {file.name for file in kept(home)}
    if missing:
        yield note(SUBJECT, "secrets_missing", names=", ".join(sorted(missing)))
    elif whole:
        yield ok(SUBJECT, "secrets", count=whole)


def _rights(settings: Settings) -> Iterator[Finding]:
    if is_shared(settings.home):
        yield problem(SUBJECT, "shared", home=settings.home)
    found = too_open(settings)
    for path in found[:MOST_NAMED]:
        right = FOLDER if path.is_dir() else FILE
        mode = stat.S_IMODE(path.stat().st_mode)
        yield problem(SUBJECT, "open", path=path, mode=f"{mode:04o}", right=f"{right:o}")
    if more := len(found[MOST_NAMED:]):
        yield problem(SUBJECT, "more_open", count=more)
    owner = settings.home.stat().st_uid
    all_ours = list(ours(settings))
    foreign = [path for path in all_ours if path.lstat().st_uid != owner]
    for path in foreign[:MOST_NAMED]:
        whose = _called(path.lstat().st_uid)
        yield problem(SUBJECT, "foreign", path=path, owner=whose, us=_called(owner))
    if all_ours and not (found or foreign):
        yield ok(SUBJECT, "private", home=settings.home, files=len(all_ours))


def _called(account: int) -> str:
    try:
        return pwd.getpwuid(account).pw_name
    except KeyError:
        return str(account)


def _mask() -> Iterator[Finding]:
    """That of whoever asks, which can be read by setting it alone."""
    mask = os.umask(OTHERS)
    os.umask(mask)
    if mask & OTHERS != OTHERS:
        yield note(SUBJECT, "umask", mask=f"{mask:03o}")
