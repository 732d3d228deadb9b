"""All commands of `./peisuan`."""

from __future__ import annotations

import typer

from commands import ask, importing, sample, serve, testing, up
from commands.audit import audit
from commands.backup import backup, restore
from commands.bench import bench
from commands.company import company
from commands.directory import directory
from commands.doctor import doctor
from commands.evaluation import evaluation
from commands.link import link
from commands.mutation import mutate
from commands.person import person
from commands.picture import picture
from commands.role import role
from commands.session import session
from commands.status import status
from commands.token import token
from commands.validation import validate

app = typer.Typer(
    help="Peisuan (培算): training budgets as arithmetic.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("up")(up.up)
app.command("prepare")(serve.prepare)
app.command("serve")(serve.serve)
app.command("test", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(
    testing.test
)
# A message may begin with a dash ("-5 people").
app.command("ask", context_settings={"ignore_unknown_options": True})(ask.ask)
app.command("chat")(ask.chat)
app.command("import")(importing.import_files)
app.command("imports")(importing.imports)
app.command("sample")(sample.sample)
app.add_typer(role, name="role")
app.command("company")(company)
app.command("status")(status)
app.command("link")(link)
app.command("doctor")(doctor)
app.command("directory")(directory)
app.command("picture")(picture)
app.add_typer(token, name="token")
app.add_typer(session, name="session")
app.command("backup")(backup)
app.command("restore")(restore)
app.add_typer(audit, name="audit")
app.add_typer(person, name="person")
app.command("bench")(bench)
app.add_typer(evaluation, name="eval")
app.command("validate")(validate)
app.command("mutate")(mutate)
