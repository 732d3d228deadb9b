"""What those who watch over the installation get: figures at /metrics, traces where they are sent."""

from application.watching.figures import watch
from application.watching.tracing import Tracing

__all__ = ["Tracing", "watch"]
