"""`./peisuan bench`: speed and memory, each beside a reference measured in the same run."""

from commands.bench.command import bench

__all__ = ["bench"]
