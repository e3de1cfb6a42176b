"""Each name of a TOML text is found on its line."""

import tomllib
from pathlib import Path

from makegood.handbook.toml_lines import line_of, lines_of

TEXT = '''# a comment with [[clause]] in it
name = "x # no comment"

[[clause]]
id = "A"   # [not.a.table]
text = """
[[clause]]
id = 'not me'
"""
rows = [
  { id = "one", at = 1 },
  { id = "two" },
]

[clause.sentences."quoted.name"]
en = 'it''s'

[[clause]]
in_force = { from = 2026-01-01, until = 2026-02-01 }
deep.er.key = 1
'''.replace("it''s", "its")


def test_tables_keys_and_elements_stand_where_they_are_written():
    lines = lines_of(TEXT)
    assert tomllib.loads(TEXT)["clause"][0]["rows"][1]["id"] == "two"
    assert lines[("name",)] == 2
    assert lines[("clause", 0)] == 4
    assert lines[("clause", 0, "id")] == 5
    assert lines[("clause", 0, "rows", 1, "id")] == 12
    assert lines[("clause", 0, "sentences", "quoted.name", "en")] == 16
    assert lines[("clause", 1)] == 18
    assert lines[("clause", 1, "in_force", "until")] == 19
    assert lines[("clause", 1, "deep", "er", "key")] == 20


def test_what_has_no_line_of_its_own_is_told_by_what_is_around_it():
    lines = lines_of(TEXT)
    assert line_of(lines, ("clause", 1, "title")) == 18
    assert line_of(lines, ("clause", 0, "sentences", "quoted.name", "fr")) == 15
    assert line_of(lines, ("nowhere",)) == 1


def _places(value: object, place: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    found = [place]
    if isinstance(value, dict):
        for name, inner in value.items():
            found += _places(inner, (*place, name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            found += _places(inner, (*place, number))
    return found


def test_every_value_of_northvale_has_a_line(northvale_folder: Path):
    for path in northvale_folder.rglob("*.toml"):
        text = path.read_text(encoding="utf-8")
        lines = lines_of(text)
        for place in _places(tomllib.loads(text)):
            assert place in lines, (path.name, place)
