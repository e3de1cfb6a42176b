"""One seeded demo company for all journeys of the console; each test works on its own copy."""

import shutil
from pathlib import Path

import pytest

from tests.journeys.place import running_demo


@pytest.fixture(scope="session")
def seeded_place(tmp_path_factory) -> Path:
    place = Path(tmp_path_factory.mktemp("seeded")) / "place"
    with running_demo(place):
        pass
    return place


@pytest.fixture
def place(seeded_place, tmp_path) -> Path:
    return Path(shutil.copytree(seeded_place, tmp_path / "place"))
