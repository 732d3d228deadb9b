"""`./peisuan doctor`: what is set up, whether it answers, and what to do where it does not."""

from commands.doctor.command import doctor

__all__ = ["doctor"]
