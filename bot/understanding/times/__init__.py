"""When: days, weeks, months, quarters, years and stretches of them, as people say them."""

from bot.understanding.times.clock import Clock
from bot.understanding.times.point import Impossible, Point

__all__ = ["Clock", "Impossible", "Point"]
