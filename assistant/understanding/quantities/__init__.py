"""Numbers, money, headcounts and periods as people write them, in Chinese and English."""

from assistant.understanding.quantities.quantity import Quantity
from assistant.understanding.quantities.read import read_quantities

__all__ = ["Quantity", "read_quantities"]
