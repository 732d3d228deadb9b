"""When: days, weeks, months, quarters, years and stretches of them, as people say them."""

from assistant.understanding.times.clock import Clock
from assistant.understanding.times.point import Impossible, Point

__all__ = ["Clock", "Impossible", "Point"]
