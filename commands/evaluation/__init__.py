"""`./peisuan eval`: how well the assistant understands, measured on files of sentences."""

from __future__ import annotations

import typer

from commands.evaluation.dialogues import dialogues
from commands.evaluation.utterances import utterances

evaluation = typer.Typer(help="Measure understanding on a file of sentences or dialogues.")
evaluation.command("utterances")(utterances)
evaluation.command("dialogues")(dialogues)
