"""Speak the Model Context Protocol with the program that started this command."""

from __future__ import annotations

from makegood.faces.cli.options import AsUser
from makegood.faces.cli.premises import premises


def mcp(user: AsUser = None) -> None:
    """Speak the Model Context Protocol over standard input and output.

    With --as somebody of the company acts, with what that person may do; without, nobody known.
    Over HTTP it is at /mcp of the server, with a key as Authorization: Bearer.
    """
    premises().open()
    premises().speak_mcp(user)
