"""`./peisuan eval`: how well the assistant understands, measured on files of sentences, and how
well it converses, judged on whole dialogues; whether its figures are right; and what becomes of
companies' own files."""

from __future__ import annotations

import typer

from commands.evaluation.compare import compare
from commands.evaluation.dialogues import dialogues
from commands.evaluation.judged import judged
from commands.evaluation.questions.figures import figures
from commands.evaluation.spreadsheets import spreadsheets
from commands.evaluation.utterances import utterances

evaluation = typer.Typer(help="Measure understanding on sentences, conversation on dialogues.")
evaluation.command("utterances")(utterances)
evaluation.command("dialogues")(dialogues)
evaluation.command("judged")(judged)
evaluation.command("compare")(compare)
evaluation.command("figures")(figures)
evaluation.command("spreadsheets")(spreadsheets)
