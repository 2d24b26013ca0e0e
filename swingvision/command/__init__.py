"""The command line: each installed package brings its subcommands through `swingvision.commands`."""

import os
import sys
from importlib.metadata import EntryPoint, entry_points

import click

from swingvision import __version__

ENTRY_POINT_GROUP = "swingvision.commands"
INTERRUPTED = 130


class CommandGroup(click.Group):
    """Loads a subcommand when it is asked for; one that cannot be loaded does not take the others down."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(entry.name for entry in entry_points(group=ENTRY_POINT_GROUP))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        found = {entry.name: entry for entry in entry_points(group=ENTRY_POINT_GROUP)}.get(cmd_name)
        return None if found is None else load(found)


def load(entry: EntryPoint) -> click.Command:
    """The entry's command, or one in its place that says in a line why there is none."""
    try:
        command = entry.load()
    except Exception as error:  # whatever a plugin raises while it is imported is its own fault, not ours
        return Broken(entry.name, f"{type(error).__name__}: {' '.join(str(error).split())}")
    if not isinstance(command, click.Command):
        return Broken(entry.name, f"{entry.value} is not a command")
    return command


class Broken(click.Command):
    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name, short_help=f"(cannot be loaded: {reason})", add_help_option=False)
        self.reason = reason

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: object
    ) -> click.Context:
        raise click.ClickException(f"{self.name} cannot be loaded: {self.reason}")


@click.group(cls=CommandGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="swingvision")
def swingvision() -> None:
    """Golf swings, measured honestly: tempo, plane and one cue from a camera or a clip."""


def main() -> None:
    """Run the command line and exit: 0 done, 1 failed, 2 wrong usage, 3 unreadable input, 130 interrupted."""
    try:
        code = swingvision.main(prog_name="swingvision", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        code = INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output has gone; Python's own flush at exit must not complain about it again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    sys.exit(code if isinstance(code, int) else 0)
