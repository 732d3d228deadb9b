"""All commands of `./peisuan`. Loading them all takes seconds: the one that is called is loaded."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import typer

# By name, in the order in which help lists them: a function, or commands of its own.
COMMANDS = {
    "up": "commands.up:up",
    "prepare": "commands.serve:prepare",
    "serve": "commands.serve:serve",
    "test": "commands.testing:test",
    "ask": "commands.ask:ask",
    "chat": "commands.ask:chat",
    "import": "commands.importing:import_files",
    "imports": "commands.importing:imports",
    "sample": "commands.sample:sample",
    "role": "commands.role:role",
    "company": "commands.company:company",
    "status": "commands.status:status",
    "link": "commands.link:link",
    "doctor": "commands.doctor:doctor",
    "directory": "commands.directory:directory",
    "picture": "commands.picture:picture",
    "token": "commands.token:token",
    "session": "commands.session:session",
    "backup": "commands.backup:backup",
    "restore": "commands.backup:restore",
    "audit": "commands.audit:audit",
    "person": "commands.person:person",
    "bench": "commands.bench:bench",
    "eval": "commands.evaluation:evaluation",
    "validate": "commands.validation:validate",
    "mutate": "commands.mutation:mutate",
}
SETTINGS: dict[str, dict[str, Any]] = {
    "test": {"allow_extra_args": True, "ignore_unknown_options": True},
    # A message may begin with a dash ("-5 people").
    "ask": {"ignore_unknown_options": True},
}


def app_for(called: str | None = None) -> typer.Typer:
    """With the command that is called; with all of them where that is none."""
    app = typer.Typer(
        help="Peisuan (培算): training budgets as arithmetic.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    # With one command alone, its name would not have to be said.
    app.callback()(lambda: None)
    for name in [called] if called in COMMANDS else COMMANDS:
        module, _, word = COMMANDS[name].partition(":")
        command = getattr(import_module(module), word)
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name)
        else:
            app.command(name, context_settings=SETTINGS.get(name))(command)
    return app
