"""What went wrong, in one line that says what to do."""


class Failure(Exception):
    """Shown to the person at the terminal as it is; no traceback."""
