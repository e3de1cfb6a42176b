"""Start the console command `makegood` on the company of this machine."""

from __future__ import annotations

from makegood.config.place import default_place
from makegood.config.premises import ThisMachine
from makegood.faces.cli.app import console


def main() -> None:
    """Do what the command line says."""
    console(ThisMachine(default_place()))(prog_name="makegood")
