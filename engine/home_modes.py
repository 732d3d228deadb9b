"""Nobody but the owner reads what lies in a home, however it got there: models alone hold nothing
of the company's."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from sqlalchemy import make_url

from engine.private_files import FILE, FOLDER
from engine.settings import Settings

FOLDERS = ("secrets", "logs", "locks", "evaluations")
FILES = ("*.sqlite*", "*.tar.gz", "*.lock")
OTHERS = 0o077


def tighten(settings: Settings) -> None:
    """Take everybody else's rights away where there are any."""
    for path in too_open(settings):
        # A file that ends meanwhile, or that is another account's: the doctor tells of that one.
        with suppress(FileNotFoundError, PermissionError):
            path.chmod(FOLDER if path.is_dir() else FILE)


def too_open(settings: Settings) -> list[Path]:
    """What others may read or write of this installation's."""
    return [path for path in ours(settings) if _mode(path) & OTHERS]


def is_shared(home: Path) -> bool:
    """Whether a home is a folder of something else's too, whose rights are not ours to take."""
    whose = home.resolve()
    return whose in (Path("/"), Path.home()) or bool(_mode(whose) & stat.S_ISVTX)


def ours(settings: Settings) -> Iterator[Path]:
    """What this installation keeps in its home, and its store where that is a file elsewhere."""
    home = settings.home
    if home.is_dir() and not is_shared(home):
        yield home
        for pattern in FILES:
            yield from home.glob(pattern)
        for name in FOLDERS:
            if (folder := home / name).is_dir() and not folder.is_symlink():
                yield from (folder, *folder.rglob("*"))
    store = make_url(settings.store_url)
    if store.get_backend_name() == "sqlite" and store.database:
        path = Path(store.database)
        yield from path.parent.glob(f"{path.name}*")


def _mode(path: Path) -> int:
    try:
        return 0 if path.is_symlink() else stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        return 0
