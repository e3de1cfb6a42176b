"""Everything the desk says is ready for translation: it goes through `_()` and is listed."""

from __future__ import annotations

import re
from gettext import GNUTranslations
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from jinja2 import DictLoader, Environment

from makegood.faces.desk.strings import CATALOGUES
from scripts.desk_strings import CATALOGUE, catalogue, strings

TEMPLATES = sorted((Path(__file__).parents[1] / "templates").glob("*.html"))
FILLED_IN = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
WORD = re.compile(r"[A-Za-z]{2,}")
SPOKEN = ("alt", "aria-label", "placeholder", "title")
NOT_TRANSLATED = {"Ctrl", "Enter", "Esc"}
"""What stands on the keys themselves."""


class Bare(HTMLParser):
    """Collects the words of a template that stand in it as they are."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def handle_data(self, data: str) -> None:
        self.said += [word for word in WORD.findall(data) if word not in NOT_TRANSLATED]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in SPOKEN and value:
                self.handle_data(value)


def test_the_catalogue_lists_every_string_and_no_other():
    assert CATALOGUE.parent == CATALOGUES
    assert CATALOGUE.read_text("utf-8") == catalogue(), "run `make strings`"
    listed = {message.id for message in read_po(BytesIO(CATALOGUE.read_bytes())) if message.id}
    assert listed == set(strings())
    assert len(listed) > 300


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.name)
def test_no_word_of_a_template_stands_outside_of_it(template):
    bare = Bare()
    bare.feed(FILLED_IN.sub("", template.read_text("utf-8")))
    assert bare.said == []


def test_a_catalogue_with_a_translation_is_all_that_another_language_needs():
    listed = read_po(BytesIO(CATALOGUE.read_bytes()))
    listed["What is promised"].string = "Lo prometido"
    compiled = BytesIO()
    write_mo(compiled, listed)
    templates = Environment(
        loader=DictLoader({"one": '{{ _("What is promised") }}'}),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
    )
    spanish = GNUTranslations(BytesIO(compiled.getvalue()))
    templates.install_gettext_translations(  # type: ignore[attr-defined]  # by i18n
        spanish, newstyle=True
    )
    assert templates.get_template("one").render() == "Lo prometido"
