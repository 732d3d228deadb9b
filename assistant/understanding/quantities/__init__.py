"""Numbers, money, headcounts and periods as people write them, in Chinese and English."""

from assistant.understanding.quantities.read import Quantity, read_quantities

__all__ = ["Quantity", "read_quantities"]
