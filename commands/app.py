"""All commands of `./peisuan`."""

from __future__ import annotations

import typer

from commands import ask, bench, importing, sample, testing, up

app = typer.Typer(
    help="Peisuan (培算): training budgets as arithmetic.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("up")(up.up)
app.command("test", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(
    testing.test
)
app.command("ask")(ask.ask)
app.command("chat")(ask.chat)
app.command("import")(importing.import_files)
app.command("sample")(sample.sample)
app.command("bench")(bench.bench)
