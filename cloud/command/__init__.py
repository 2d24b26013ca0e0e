"""`swingvision cloud`: run the service, let people, devices and programs in, fill it with a history."""

import click

from cloud.command.devices import devices
from cloud.command.people import people
from cloud.command.run import openapi, run, settings
from cloud.command.seed import seed
from cloud.command.tokens import tokens


@click.group()
def cloud() -> None:
    """The cloud service: where bays deliver and people read the history."""


for command in (run, settings, openapi, people, devices, tokens, seed):
    cloud.add_command(command)
