"""A copy of Northvale's handbook that a test may spoil."""

import shutil
from pathlib import Path

import pytest

NORTHVALE = Path(__file__).resolve().parents[4] / "handbook" / "northvale"


class Copy:
    """A copy of the handbook in a folder of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def rewrite(self, file: str, old: str, new: str) -> int:
        """Replace the first `old` in a file and answer with its line in the former text."""
        path = self.root / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {file}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1

    def append(self, file: str, text: str) -> None:
        with (self.root / file).open("a", encoding="utf-8") as out:
            out.write(text)

    def line_of(self, file: str, words: str) -> int:
        text = (self.root / file).read_text(encoding="utf-8")
        return text[: text.index(words)].count("\n") + 1


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    root = tmp_path / "northvale"
    shutil.copytree(NORTHVALE, root)
    return Copy(root)


@pytest.fixture(scope="session")
def northvale_folder() -> Path:
    return NORTHVALE
