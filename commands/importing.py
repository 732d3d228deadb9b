"""`./peisuan import` (below)."""


def import_files() -> None: ...
