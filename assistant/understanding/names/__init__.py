"""Names in a sentence that the company's catalogue does not hold: general vocabulary, grammar."""

from assistant.understanding.names.read import Name, read_names

__all__ = ["Name", "read_names"]
