"""`./peisuan bench` (below)."""


def bench() -> None: ...
