"""The look: every value is a token, every pair of colours is readable, the element is small."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parents[1] / "static"
TOKENS = (STATIC.parents[1] / "shared/static/css/tokens.css").read_text("utf-8")
PORTAL = "".join((STATIC / f"css/{name}.css").read_text("utf-8") for name in ("portal", "mine"))
CHAT = (STATIC / "js/makegood-chat.js").read_text("utf-8")
COLOUR = re.compile(r"--([a-z-]+): ?(#[0-9a-f]{6})")
VALUE = re.compile(r"#[0-9a-f]{3,8}\b|\brgb|(?<![\w-])\d*\.?\d+(?:px|rem|em|ms|s|ch|vw)\b")


def colours(css: str) -> tuple[dict[str, str], dict[str, str]]:
    """The colours by day, and those by night over them."""
    day, night = re.split(r"@media ?\(prefers-color-scheme: ?dark\)", css, maxsplit=1)
    by_day = dict(COLOUR.findall(day))
    return by_day, by_day | dict(COLOUR.findall(night.split("@media")[0]))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours. Source: WCAG 2.2, 1.4.3."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


TEXT = [
    ("ink", "ground"), ("ink", "surface"), ("ink", "raised"), ("ink", "accent-soft"),
    ("quiet", "ground"), ("quiet", "surface"), ("accent", "ground"), ("accent", "surface"),
    ("accent-strong", "surface"), ("on-accent", "accent"), ("good", "surface"),
    ("good", "good-soft"), ("attention", "surface"), ("attention", "attention-soft"),
    ("wrong", "surface"), ("wrong", "ground"), ("wrong", "wrong-soft"),
]  # fmt: skip


@pytest.mark.parametrize("of_night", [False, True])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_is_readable_by_day_and_by_night(ink, ground, of_night):
    shown = colours(TOKENS)[of_night]
    assert contrast(shown[ink], shown[ground]) >= 4.5


@pytest.mark.parametrize("of_night", [False, True])
def test_the_edge_of_a_field_and_the_focus_stand_out(of_night):
    shown = colours(TOKENS)[of_night]
    assert contrast(shown["edge"], shown["surface"]) >= 3
    assert contrast(shown["accent"], shown["surface"]) >= 3
    assert contrast(shown["accent"], shown["ground"]) >= 3


def test_no_colour_and_no_size_stands_outside_the_tokens():
    rules = re.sub(r"/\*.*?\*/|@media [^{]+", "", PORTAL, flags=re.DOTALL)
    assert VALUE.findall(rules) == []
    used = set(re.findall(r"var\(--([a-z0-9-]+)\)", rules))
    assert used <= set(re.findall(r"--([a-z0-9-]+):", TOKENS))


def test_the_rule_about_values_can_fail():
    assert VALUE.findall("a { color: #fff; margin: 0 4px; width: 0.5em }") == [
        "#fff",
        "4px",
        "0.5em",
    ]


def test_space_lies_on_a_grid_of_four_and_there_are_two_radii():
    spaces = [int(size) for size in re.findall(r"--space-\d+: (\d+)px", TOKENS)]
    assert spaces
    assert [space % 4 for space in spaces] == [0] * len(spaces)
    assert len(re.findall(r"--radius[a-z-]*:", TOKENS)) == 2


def test_the_element_carries_the_same_colours_as_the_pages_and_no_others():
    for mine, theirs in zip(colours(CHAT), colours(TOKENS), strict=True):
        assert mine
        assert {name: theirs[name] for name in mine} == mine
    style = CHAT.split("SHEET.replaceSync(`")[1].split("`)")[0]
    assert re.findall(r"(?<!:)#[0-9a-f]{3,8}", re.sub(r"--[a-z-]+:#[0-9a-f]{6}", "", style)) == []
    assert set(re.findall(r"border-radius:([^;}]+)", style)) == {"6px", "14px"}


def test_the_element_is_one_small_file_that_needs_no_leave_to_style_or_to_evaluate():
    assert len(CHAT.encode()) < 15 * 1024
    for forbidden in ("eval(", "Function(", "innerHTML", "insertAdjacent", ".style", "import "):
        assert forbidden not in CHAT


def test_each_word_of_the_element_is_said_in_three_languages():
    words = CHAT.split("const WORDS = {")[1].split("\n};")[0]
    entries = re.findall(r"^\t(\w+): \[(.*?)\],$", words, re.MULTILINE | re.DOTALL)
    assert len(entries) >= 15
    for name, texts in entries:
        assert len(re.findall(r'"[^"]+"', texts)) == 3, name


def test_what_the_page_loads_first_weighs_less_than_the_bar():
    sizes = [file.stat().st_size for file in STATIC.rglob("*") if file.is_file()]
    assert sum(sizes) < 100_000
