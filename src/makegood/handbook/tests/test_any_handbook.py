"""However a handbook is spoiled, it is a book or a list of what is wrong where; never a crash."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import examples
from makegood.handbook.reading import read, texts_of
from makegood.handbook.tests.conftest import NORTHVALE

FILES = sorted(path.relative_to(NORTHVALE) for path in texts_of(NORTHVALE))
ODD = [
    "-1", "0", "1e400", "nan", "9" * 40, '""', '" "', "[]", "[[]]", "{}", "true", "2026-02-30",
    "2026-01-01", "9999-12-31", '"{"', '"{0}"', '"{x.y}"', '"{x!r}"', '"%s"', '"\\u0000"', "'''",
    '"../../x"', '"€ 1,000.00"', "[1, 'a', {}]", "{ from = 1 }", "1979-05-27T07:32:00Z",
]  # fmt: skip


def spoiled(text: bytes, chance: random.Random) -> bytes:
    """The text with one thing wrong: a line gone, twice, moved, an odd value, odd bytes."""
    lines = text.split(b"\n")
    at = chance.randrange(len(lines))
    match chance.randrange(6):
        case 0:
            del lines[at]
        case 1:
            lines.insert(chance.randrange(len(lines)), lines[at])
        case 2:
            lines[at] = lines[at].partition(b"=")[0] + b"= " + chance.choice(ODD).encode()
        case 3:
            del lines[at:]
        case 4:
            lines[at] = chance.randbytes(8)
        case _:
            lines[at] = lines[at].replace(b'"', b"", 1).replace(b"{", b"{{", 1)
    return b"\n".join(lines)


@given(file=st.sampled_from(FILES), seed=st.integers(0, 2**32), often=st.integers(1, 3))
@settings(max_examples=examples(15), deadline=None)
def test_a_spoiled_file_is_named_with_its_line_or_changes_nothing_that_matters(
    tmp_path_factory, file: Path, seed: int, often: int
):
    chance = random.Random(seed)
    root = tmp_path_factory.mktemp("spoiled") / "northvale"
    shutil.copytree(NORTHVALE, root)
    text = (root / file).read_bytes()
    for _ in range(often):
        text = spoiled(text, chance)
    (root / file).write_bytes(text)
    book, problems = read(root)
    assert book is not None or any(problem.blocks for problem in problems)
    for problem in problems:
        assert problem.file == "." or not Path(problem.file).is_absolute()
        assert problem.line >= 1
        assert problem.wrong
        assert problem.accepted
    shutil.rmtree(root)
