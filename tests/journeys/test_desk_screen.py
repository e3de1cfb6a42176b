"""One customer on one screen in a browser: keys, acts in place, new work, a lost line."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.at_the_desk import complaints, faults_of, sign_in
from tests.journeys.place import Demo, running_demo
from tests.journeys.toms_return import open_toms_return

pytestmark = pytest.mark.browser
MOST_BYTES = 100_000
LONG = 20_000  # milliseconds


@pytest.fixture
def demo(place):
    with running_demo(place) as running:
        yield running


def asks_for_a_person(demo: Demo) -> str:
    with demo.client() as visitor:
        opened = visitor.post("/api/v1/conversations", json={"channel": "chat"}).json()
        visitor.headers["Authorization"] = f"Bearer {opened['token']}"
        ask = {"reason": "asked_for_person", "conversation": opened["id"]}
        visitor.post("/api/v1/operations/conversations.hand_over", json=ask).raise_for_status()
    return str(opened["id"])


def look_now(page: Page) -> None:
    """What a window does that comes to the front: it looks whether anything is new."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_rae_works_by_keys_alone_and_focus_returns_where_it_was(browser: Browser, demo: Demo):
    number = open_toms_return(demo)
    rae = sign_in(browser, demo, "rae")
    rae.goto(f"{demo.address}/desk/conversations/CV-1001")
    receive = rae.get_by_role("link", name=f"Receive {number}")
    receive.focus()
    rae.keyboard.press("/")
    expect(rae.get_by_label("Find customers, orders, acts, articles").last).to_be_focused()
    rae.keyboard.type("restocking")
    article = rae.get_by_role("link", name="Returning something you bought")
    expect(article).to_be_visible()
    rae.keyboard.press("ArrowDown")
    expect(article).to_be_focused()
    assert faults_of(rae) == []
    rae.keyboard.press("Escape")
    expect(receive).to_be_focused()

    rae.keyboard.press("Enter")
    expect(rae.get_by_role("status", name="What would happen")).to_contain_text("Allowed")
    assert faults_of(rae) == []
    rae.locator("#act-title").click()
    rae.keyboard.press("e")
    expect(rae.locator("#act > *")).to_have_count(0)
    expect(receive).to_be_focused()

    rae.keyboard.press("t")
    expect(rae.locator("#talk")).to_contain_text("You have it")
    expect(rae.get_by_label("Reply")).to_be_focused()
    expect(rae.locator(".htmx-request")).to_have_count(0)
    rae.get_by_label("Reply").blur()
    rae.keyboard.press("?")
    expect(rae.get_by_role("dialog", name="Keys")).to_be_visible()
    rae.keyboard.press("Escape")
    rae.keyboard.press("r")
    expect(rae.get_by_label("Reply")).to_be_focused()
    assert complaints(rae) == []


def test_a_row_of_the_journal_is_shown_as_stored_by_keys_and_without_scripts(
    browser: Browser, demo: Demo
):
    rae = sign_in(browser, demo, "rae")
    rae.goto(f"{demo.address}/desk/records/O-1041")
    rae.locator("#journal summary").first.focus()
    rae.keyboard.press("Enter")
    link = rae.get_by_role("link", name="As stored").first
    address = link.get_attribute("href")
    link.focus()
    rae.keyboard.press("Enter")
    row = rae.locator("#journal pre")
    expect(row).to_be_focused()
    expect(row).to_contain_text('"previous_hash"')
    assert faults_of(rae) == []
    stored = row.inner_text()
    rae.goto(f"{demo.address}{address}")
    assert rae.locator("pre").inner_text() == stored
    assert complaints(rae) == []


def test_an_act_done_in_place_leaves_the_conversation_and_can_be_undone(
    browser: Browser, demo: Demo
):
    open_toms_return(demo)
    rae = sign_in(browser, demo, "rae")
    rae.goto(f"{demo.address}/desk/conversations/CV-1001")
    rae.get_by_label("Reply").fill("One moment, Tom.")
    rae.get_by_text("Everything my role may do").click()
    rae.get_by_role("link", name="Take over").click()
    rae.locator("#act").get_by_role("button", name="Take over", exact=True).click()
    expect(rae.locator("#act .act[role=status]")).to_be_focused()
    expect(rae.locator("#talk")).to_contain_text("You have it")
    expect(rae.locator("#timeline")).to_contain_text("Take over")
    rae.get_by_role("button", name="Undo: Hand back").click()
    expect(rae.locator("#talk")).to_contain_text("The automated representative has it")
    expect(rae.get_by_label("Reply")).to_have_value("One moment, Tom.")
    assert complaints(rae) == []


def test_new_work_waits_behind_a_bar_and_a_lost_line_says_so_and_comes_back(
    browser: Browser, demo: Demo
):
    first = asks_for_a_person(demo)
    rae = sign_in(browser, demo, "rae")
    rows = rae.locator("#work [data-key]:not([data-key*=DCL-])")  # but dealers' claims
    expect(rows).to_have_count(2)  # the customer who waits, and the answer that was promised
    second = asks_for_a_person(demo)
    look_now(rae)
    bar = rae.get_by_role("button", name="2 new")
    expect(bar).to_be_visible()
    expect(rows).to_have_count(2)
    assert faults_of(rae) == []
    bar.click()
    expect(rows).to_have_count(4)
    new = rae.locator(f"#work a[href='/desk/conversations/{second}']").first
    expect(new).to_be_focused()
    expect(bar).to_have_count(0)

    rae.goto(f"{demo.address}/desk/conversations/{first}")
    rae.get_by_label("Reply").fill("Good morning.")
    rae.context.set_offline(True)
    expect(rae.locator("#status")).to_contain_text("You are offline")
    rae.get_by_role("button", name="Send").click()
    expect(rae.locator("#status")).to_contain_text("What you wrote is still here")
    expect(rae.get_by_label("Reply")).to_have_value("Good morning.")
    rae.context.set_offline(False)
    expect(rae.locator("#status")).to_be_empty(timeout=LONG)
    rae.locator("[data-key=take]").click()
    expect(rae.locator("#talk")).to_contain_text("You have it", timeout=LONG)


def test_on_a_phone_the_columns_are_tabs_and_little_is_loaded(browser: Browser, demo: Demo):
    open_toms_return(demo)
    rae = sign_in(browser, demo, "rae", phone=True)
    loaded: dict[str, int] = {}
    rae.on("response", lambda one: loaded.update({one.url: 0}) if "/static/" in one.url else None)
    rae.goto(f"{demo.address}/desk/conversations/CV-1001")
    for tab, part in (
        ("Work", ".part-work"), ("Talk", ".part-talk"),
        ("What I can do", ".part-can"), ("Timeline", ".part-past"),
    ):  # fmt: skip
        rae.get_by_role("button", name=tab, exact=True).click()
        expect(rae.locator(part)).to_be_visible()
        shown = rae.locator(".screen > [class*=part-]:not(.part-who):visible")
        expect(shown).to_have_count(1)
        assert faults_of(rae) == []
        assert rae.evaluate("document.documentElement.scrollWidth") <= 360
    with demo.client() as anybody:
        whole = [anybody.get(url.removeprefix(demo.address)).content for url in loaded]
    assert sum(map(len, whole)) < MOST_BYTES


def test_the_file_beside_an_act_shows_at_once_what_came_of_it(browser: Browser, demo: Demo):
    number = open_toms_return(demo)
    rae = sign_in(browser, demo, "rae")
    rae.goto(f"{demo.address}/desk/customers/C-6")
    expect(rae.locator("#file")).not_to_contain_text("The goods are here")
    rae.get_by_role("link", name=f"Receive {number}").click()
    rae.get_by_label("Parcels").fill("1")
    expect(rae.get_by_role("status", name="What would happen")).to_contain_text("Allowed")
    rae.locator("#act").get_by_role("button", name="Receive return").click()

    expect(rae.locator("#act")).to_contain_text("Done", timeout=LONG)
    expect(rae.locator("#file")).to_contain_text("The goods are here")
    expect(rae.locator("#file")).to_contain_text("Received")
