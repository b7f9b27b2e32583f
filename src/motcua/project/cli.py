"""`motcua`, the operator's tool: one table of commands, each loaded only when it is called."""

import importlib
import os
import signal
import sys
from dataclasses import dataclass
from enum import IntEnum
from types import FrameType
from typing import NoReturn

import click


class Needs(IntEnum):
    """What must stand before a command runs; each step includes the ones before it."""

    NOTHING = 0
    DJANGO = 1
    DATABASE = 2


@dataclass(frozen=True)
class Entry:
    """One command: where it is defined, what it needs, and its line in the list."""

    place: str
    needs: Needs
    summary: str


COMMANDS = {
    "serve": Entry("motcua.project.commands.serving:serve", Needs.DATABASE, "Answer requests of browsers and partners."),
    "worker": Entry("motcua.project.commands.serving:worker", Needs.DATABASE, "Do the jobs that wait in the database."),
    "migrate": Entry("motcua.project.commands.serving:migrate", Needs.DATABASE, "Bring the tables to the shape of this version."),
    "load": Entry("motcua.apps.ops.commands:load", Needs.DATABASE, "Load a province: organization, procedures, dossiers."),
    "audit": Entry("motcua.apps.ops.commands:audit", Needs.DATABASE, "Verify the journal against every dossier."),
    "rebuild": Entry("motcua.apps.ops.commands:rebuild", Needs.DATABASE, "Make all projections anew from the journal."),
    "reform": Entry("motcua.apps.ops.commands:reform", Needs.DATABASE, "Plan and apply changes of agencies and units."),
    "backup": Entry("motcua.apps.ops.commands:backup", Needs.DATABASE, "Copy database and files, beside running work."),
    "restore": Entry("motcua.apps.ops.commands:restore", Needs.DATABASE, "Fill an empty database and the files from a copy."),
    "restore-drill": Entry("motcua.apps.ops.commands:restore_drill", Needs.DATABASE, "Prove that a copy can be lived from."),
    "explain-due": Entry("motcua.apps.ops.commands:explain_due", Needs.DATABASE, "Say day by day why a dossier is due when it is."),
    "due": Entry("motcua.project.commands.due:due", Needs.NOTHING, "Ask the deadline engine any question."),
    "process": Entry("motcua.project.commands.process:process", Needs.NOTHING, "Judge a BPMN model: understood or not, sound or not."),
    "messages": Entry("motcua.project.commands.messages:messages", Needs.DATABASE, "Show the queue of messages and their carriers."),
    "outbox": Entry("motcua.project.commands.messages:outbox", Needs.DJANGO, "Show the messages of a trial, one-time codes too."),
    "demo": Entry("motcua.project.commands.demo:demo", Needs.DATABASE, "Serve a demo province on this machine."),
    "demo-data": Entry("motcua.project.commands.demo:demo_data", Needs.DJANGO, "Prepare the demo province without serving it."),
    "simulate": Entry("motcua.project.commands.simulate:simulate", Needs.NOTHING, "Play an outside party on this machine: platform, carriers."),
    "bench": Entry("motcua.project.commands.bench:bench", Needs.NOTHING, "Measure the budgets of docs/performance.md."),
}  # fmt: skip


class LazyGroup(click.Group):
    """Lists the table, imports the one command that is called, and prepares what it needs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, ready to run; None when there is none of this name."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        if entry.needs >= Needs.DJANGO:
            _set_up_django()
        if entry.needs >= Needs.DATABASE:
            _keep_database_running(ctx)
        module, attribute = entry.place.split(":")
        command = getattr(importlib.import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.summary) for name, entry in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="motcua")
def main() -> None:
    """Run the electronic one-stop shop of a province."""


def _set_up_django() -> None:
    import django  # noqa: PLC0415  # `motcua due` answers without loading Django.

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.project.settings")
    django.setup()


def _keep_database_running(ctx: click.Context) -> None:
    from motcua.project import embedded  # noqa: PLC0415

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _leave)
    ctx.find_root().with_resource(embedded.running_unless_given())


def _leave(number: int, _frame: FrameType | None) -> NoReturn:
    """Leave as after Ctrl-C, so that everything that was opened is closed."""
    sys.exit(128 + number)


if __name__ == "__main__":
    main()
