"""The help page: languages, hours, what a browser may load, and what nobody may find in it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.test.utils import override_settings

from makegood.core import clock
from makegood.handbook import book


class Outline(HTMLParser):
    """What a page is made of: its tags with their attributes, and the text between them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def page(address: str = "/", **headers: str) -> Outline:
    answer = Client().get(address, headers=headers)
    assert answer.status_code == 200
    return Outline(answer.content.decode())


@pytest.mark.parametrize(
    ("address", "accept", "language", "words"),
    [
        ("/", "", "en", "How can we help?"),
        ("/?lang=es", "fr", "es", "¿En qué podemos ayudarle?"),
        ("/", "fr-CA,fr;q=0.9,en;q=0.8", "fr", "Que pouvons-nous faire pour vous ?"),
        ("/", "de, es;q=0.4, en;q=0.7", "en", "How can we help?"),
        ("/", "en;q=0, es;q=0.1", "es", "¿En qué podemos ayudarle?"),
        ("/?lang=xx", "de;q=nonsense", "en", "How can we help?"),
    ],
)
def test_the_page_speaks_the_language_asked_for_or_the_browsers_best(
    address, accept, language, words
):
    outline = page(address, accept_language=accept)
    assert outline.all("html")[0]["lang"] == language
    assert outline.all("makegood-chat")[0]["locale"] == language
    assert words in outline.text


def test_every_word_of_the_page_is_said_in_every_language():
    voices = {name: book().voice(name).statements for name in book().company.languages}
    mine = {
        name: {key: text for key, text in said.items() if key.startswith("portal.")}
        for name, said in voices.items()
    }
    assert mine["en"].keys() == mine["es"].keys() == mine["fr"].keys()
    same = [key for key in mine["en"] if mine["en"][key] == mine["es"][key]]
    assert same == ["portal.short_name"]


@pytest.mark.parametrize(
    ("moment", "language", "now", "today"),
    [
        ("2026-06-15T12:00", "en", "We are here until 8:00 PM.", "8:00 AM to 8:00 PM"),
        ("2026-06-15T07:30", "en", "We are back today at 8:00 AM.", "8:00 AM to 8:00 PM"),
        ("2026-06-15T20:00", "en", "We are back on Tuesday, June 16 at 8:00 AM.", "8:00 AM to"),
        ("2026-06-19T12:00", "en", "We are back on Saturday, June 20 at 9:00 AM.", "Closed"),
        ("2026-06-20T18:00", "es", "Volvemos el lunes 22 de junio a las 8:00 a.m.", "De 9:00"),
        ("2026-06-21T10:00", "fr", "Nous sommes de retour le lundi 22 juin à 08:00.", "Fermé"),
    ],
)
def test_the_page_tells_todays_hours_and_the_next_opening(moment, language, now, today):
    with clock.standing_at(moment):
        text = re.sub(r"\s+", " ", page(f"/?lang={language}").text)
    assert now in text
    assert today in text


def test_the_page_tells_how_to_reach_a_person():
    outline = page()
    links = [link.get("href") for link in outline.all("a")]
    assert "tel:+12025550190" in links
    assert "tel:+12025550199" in links
    assert "mailto:care@northvale.example.com" in links


def test_no_script_and_no_style_stands_inside_the_page_and_the_policy_forbids_it():
    answer = Client().get("/")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    outline = Outline(answer.content.decode())
    assert all(script["src"] for script in outline.all("script"))
    assert outline.all("style") == []
    for _, attributes in outline.tags:
        assert not [name for name in attributes if name == "style" or name.startswith("on")]


def test_everything_the_page_loads_is_ours_and_named_by_its_content():
    outline = page()
    loaded = [one["src"] for one in outline.all("script") + outline.all("img")]
    loaded += [one["href"] for one in outline.all("link")]
    assert len(loaded) >= 6
    for address in loaded:
        assert re.fullmatch(r"/static/[a-z/-]+\.(js|css|svg)\?v=[0-9a-f]{12}", str(address))


def test_the_page_can_be_walked_by_landmarks_headings_and_skip_links():
    outline = page()
    for landmark in ("header", "nav", "main", "footer"):
        assert len(outline.all(landmark)) == 1
    assert len(outline.all("h1")) == 1
    ids = {attributes.get("id") for _, attributes in outline.tags}
    skips = [link["href"] for link in outline.all("a") if link.get("class") == "skip"]
    assert skips == ["#chat", "#person"]
    named = [section["aria-labelledby"] for section in outline.all("section")[1:]]
    assert {skip.removeprefix("#") for skip in map(str, skips)} | set(named) <= ids
    assert [image["alt"] for image in outline.all("img")] == [""]


def test_the_page_holds_nothing_of_any_customer():
    text = page().text
    for party in book().people.parties:
        assert party.name not in text
        assert party.number not in text


def test_only_reading_is_possible():
    assert Client().post("/").status_code == 405


def test_the_example_of_another_company_is_for_the_demo_only():
    with override_settings(DEMO=False):
        assert Client().get("/embed-example/").status_code == 404
    with override_settings(DEMO=True, PUBLIC_ADDRESS="https://chat.example.com/"):
        outline = page("/embed-example/")
    (script,) = outline.all("script")
    assert script["src"] == "https://chat.example.com/static/js/makegood-chat.js"
    assert outline.all("makegood-chat")[0]["server"] == "https://chat.example.com"
