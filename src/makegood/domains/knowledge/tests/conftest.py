import shutil
from pathlib import Path

import pytest

from makegood.core.actor import Actor, ActorKind, Channel
from makegood.domains.parties.tests.conftest import cast, post_room, rows
from makegood.handbook import folder, use_folder

__all__ = ["cast", "post_room", "rows"]


@pytest.fixture
def other_folder(tmp_path):
    """A handbook like Northvale's, that a test may write into and that then is in force."""
    before = folder()
    place = Path(shutil.copytree(folder(), tmp_path / "handbook"))
    use_folder(place)
    yield place
    use_folder(before)


def in_chat(party=None, language="en") -> Actor:
    return Actor(
        kind=ActorKind.AUTOMATED,
        name="automated:digital",
        role="A1",
        channel=Channel.CHAT,
        party=party,
        conversation="CV-1",
        language=language,
    )


def at_desk(username="rae", role="R1") -> Actor:
    return Actor(kind=ActorKind.STAFF, name=f"staff:{username}", role=role, channel=Channel.DESK)
