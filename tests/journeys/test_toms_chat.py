"""Tom's chat in a browser: from his words to his return number, as a customer would do it."""

from __future__ import annotations

import re
import time

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.place import Demo, running_demo
from tests.journeys.scripted import Script, serving

pytestmark = pytest.mark.browser

LONG = 40_000  # milliseconds: the first message waits until the representative has read its book
FIGURES = ("$121.37", "$750.44", "$65.54", "$684.90")
ENGLISH = {
    "box": "Your message",
    "wish": "Changed my mind on the washer, it's open but clean.",
    "who": "O-1041, my name is Tom Gallagher",
    "code": "Your code",
    "yes": "Yes",
    "automated": "Northvale, automated",
}
SPANISH = {
    "box": "Su mensaje",
    "wish": "Cambié de opinión con la lavadora, está abierta pero limpia.",
    "who": "Soy Tom Gallagher y mi pedido es O-1041",
    "code": "Su código",
    "yes": "Sí",
    "automated": "Northvale, automático",
}


@pytest.fixture
def demo(place):
    with running_demo(place) as running:
        yield running


def code_in_toms_mail(demo: Demo) -> str:
    """The code as Tom reads it, once it has arrived."""
    ended = time.monotonic() + 20
    while time.monotonic() < ended:
        asked = {"to": "tom.gallagher@example.com"}
        found = httpx.get(f"{demo.address}/api/v1/demo/outbox", params=asked).json()["messages"]
        codes = [re.search(r"\b\d{6}\b", message["body"]) for message in found]
        if newest := next((code for code in codes if code), None):
            return newest[0]
        time.sleep(0.1)
    raise AssertionError("no code arrived")


def visit(page: Page, demo: Demo, language: str = "en") -> list[str]:
    """Open the help page; what the browser complains of is collected."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda fault: complaints.append(str(fault)))
    page.goto(f"{demo.address}/?lang={language}")
    expect(page.locator("article .text").first).to_contain_text("Northvale Home & Energy")
    return complaints


def write(page: Page, words: dict[str, str], text: str) -> None:
    """Say something, and wait for the answer."""
    before = page.locator("article.it").count()
    page.get_by_role("textbox", name=words["box"]).fill(text)
    page.get_by_role("textbox", name=words["box"]).press("Enter")
    expect(page.locator("article.it")).to_have_count(before + 1, timeout=LONG)


def reach_the_decision(page: Page, demo: Demo, words: dict[str, str]) -> None:
    write(page, words, words["wish"])
    write(page, words, words["who"])
    code = page.get_by_role("textbox", name=words["code"])
    code.fill(code_in_toms_mail(demo))
    code.press("Enter")
    expect(page.get_by_role("button", name=words["yes"], exact=True)).to_be_visible(timeout=LONG)
    told = page.locator("article.it").last.inner_text()
    assert [figure for figure in FIGURES if figure not in told] == []


def see_the_return_number(page: Page) -> str:
    expect(page.locator("article.it").last).to_contain_text(re.compile(r"R-\d+"), timeout=LONG)
    found = re.search(r"R-\d+", page.locator("article.it").last.inner_text())
    assert found
    return found[0]


def test_tom_returns_his_washer_and_a_reload_keeps_the_transcript(page: Page, demo: Demo):
    complaints = visit(page, demo)
    reach_the_decision(page, demo, ENGLISH)
    cells = page.get_by_role("table").get_by_role("cell").all_inner_texts()
    assert [figure for figure in FIGURES if figure not in " ".join(cells)] == []
    page.reload()
    expect(page.locator(".next button")).to_have_text(["Yes", "No", "A person, please"])
    page.get_by_role("button", name="Yes", exact=True).click()
    assert see_the_return_number(page) == "R-2001"

    spoken = page.locator("article .text").all_inner_texts()
    mine = page.locator("article.me .text").all_inner_texts()
    assert mine[:2] == [ENGLISH["wish"], ENGLISH["who"]]
    assert len(mine) == 4
    page.reload()
    expect(page.locator("article .text")).to_have_text(spoken)
    assert complaints == []
    with demo.client("rae") as rae:
        assert rae.get("/api/v1/records/return:R-2001").status_code == 200


def test_tom_returns_his_washer_in_spanish_on_a_phone_in_the_dark(page: Page, demo: Demo):
    page.set_viewport_size({"width": 400, "height": 860})
    page.emulate_media(color_scheme="dark")
    complaints = visit(page, demo, "es")
    expect(page.locator(".who").first).to_have_text(SPANISH["automated"])
    reach_the_decision(page, demo, SPANISH)
    assert "¿" in page.locator("article.it").last.inner_text()
    page.get_by_role("button", name="Sí", exact=True).click()
    assert see_the_return_number(page) == "R-2001"
    assert complaints == []
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 400


def test_tom_returns_his_washer_with_the_keyboard_alone(page: Page, demo: Demo):
    page.set_viewport_size({"width": 320, "height": 640})
    visit(page, demo)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the chat")).to_be_focused()
    page.keyboard.press("Enter")
    box = page.get_by_role("textbox", name="Your message")
    for _ in range(4):
        if not box.evaluate("box => box.getRootNode().activeElement === box"):
            page.keyboard.press("Tab")
    expect(box).to_be_focused()
    for said in (ENGLISH["wish"], ENGLISH["who"]):
        before = page.locator("article.it").count()
        page.keyboard.type(said)
        page.keyboard.press("Enter")
        expect(page.locator("article.it")).to_have_count(before + 1, timeout=LONG)
    expect(page.get_by_role("textbox", name="Your code")).to_be_focused()
    page.keyboard.type(code_in_toms_mail(demo))
    page.keyboard.press("Enter")
    yes = page.get_by_role("button", name="Yes", exact=True)
    expect(yes).to_be_visible(timeout=LONG)
    expect(box).to_be_focused()
    for _ in range(3):
        page.keyboard.press("Shift+Tab")
    expect(yes).to_be_focused()
    page.keyboard.press("Enter")
    assert see_the_return_number(page) == "R-2001"
    expect(box).to_be_focused()


def test_the_chat_of_the_real_server_runs_on_the_page_of_another_company(page: Page, demo: Demo):
    ours = demo.address
    text = (
        '<!doctype html><html lang="en"><title>Harlow Kitchens</title>'
        f'<script src="{ours}/static/js/makegood-chat.js" defer></script>'
        "<makegood-chat open></makegood-chat></html>"
    )
    policy = f"default-src 'none'; script-src {ours}; connect-src {ours}"
    with serving(Script(), text, policy) as theirs:
        page.goto(theirs)
        expect(page.locator("article .text").first).to_contain_text("Northvale Home & Energy")
        write(page, ENGLISH, "Can I return an opened appliance?")
        page.reload()
        expect(page.locator("article.it")).to_have_count(2)
