"""The chat as an element on any page: what a customer sees when all is well, and when not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.journeys.scripted import Script, serving

pytestmark = pytest.mark.browser

OPEN = "<makegood-chat open></makegood-chat>"


@pytest.fixture
def script() -> Script:
    return Script()


@pytest.fixture
def visit(page: Page, script: Script) -> Iterator[Callable[..., Page]]:
    """Opens a page of another company, on another origin, that shows our chat."""
    with ExitStack() as stack:
        ours = stack.enter_context(serving(script))

        def go(element: str = OPEN, language: str = "en", policy: str = "") -> Page:
            text = (
                f'<!doctype html><html lang="{language}"><meta name=viewport '
                'content="width=device-width"><title>Harlow Kitchens</title>'
                f'<script src="{ours}/static/js/makegood-chat.js" defer></script>'
                f"<h1>Harlow Kitchens</h1>{element}</html>"
            )
            strict = (
                f"default-src 'none'; script-src {ours}; connect-src {ours}; style-src 'self'; "
                "base-uri 'none'; require-trusted-types-for 'script'"
            )
            theirs = stack.enter_context(serving(Script(), text, policy or strict))
            page.goto(theirs)
            return page

        yield go


def box(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Your message")


def write(page: Page, text: str) -> None:
    box(page).fill(text)
    box(page).press("Enter")


def said(page: Page) -> Locator:
    return page.locator("article .text")


def hello(page: Page) -> None:
    expect(said(page)).to_have_text(["Hello. How can I help you?"])


def test_one_script_tag_shows_the_chat_under_a_strict_policy_of_a_foreign_page(visit, page):
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    visit()
    hello(page)
    write(page, "Where is my order?")
    expect(said(page).last).to_have_text("You said: Where is my order?")
    assert [one for one in complaints if "favicon" not in one and "404" not in one] == []
    assert page.locator("makegood-chat [style]").count() == 0


def test_it_opens_with_the_greeting_says_that_it_is_automated_and_how_to_get_a_person(visit, page):
    visit()
    hello(page)
    expect(page.get_by_role("heading", name="Northvale")).to_be_visible()
    expect(page.get_by_text("Automated representative. Ask for a person")).to_be_visible()
    expect(page.locator(".who")).to_have_text(["Northvale, automated"])
    page.get_by_role("button", name="A person, please").click()
    expect(said(page).last).to_have_text("You said: A person, please")


def test_a_closed_chat_asks_nothing_of_the_server_until_it_is_opened(visit, page, script):
    visit("<makegood-chat></makegood-chat>")
    expect(page.get_by_role("button", name="Chat with us")).to_be_visible()
    assert script.requests == ["GET /static/js/makegood-chat.js"]
    page.get_by_role("button", name="Chat with us").click()
    hello(page)
    expect(box(page)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Chat with us")).to_be_focused()
    expect(box(page)).to_be_hidden()


def test_a_message_is_shown_at_once_as_sending_and_then_as_sent(visit, page, script):
    visit()
    hello(page)
    script.may_answer.clear()
    write(page, "Hello there")
    expect(said(page).last).to_have_text("Hello there")
    expect(page.get_by_text("One moment…")).to_be_visible()
    script.may_answer.set()
    expect(said(page).last).to_have_text("You said: Hello there")
    expect(page.get_by_text("One moment…")).to_have_count(0)
    expect(page.get_by_text("Sending…")).to_have_count(0)
    expect(box(page)).to_be_focused()


def test_what_is_typed_before_the_server_answered_is_sent_when_it_does(visit, page, script):
    script.is_away = True
    visit()
    expect(page.get_by_text("No connection. Nothing you wrote is lost")).to_be_visible()
    write(page, "Are you there?")
    expect(page.get_by_text("Not sent. Your words are kept.")).to_be_visible()
    script.is_away = False
    page.get_by_role("button", name="Try again").click()
    expect(said(page).last).to_have_text("You said: Are you there?")
    assert script.written() == ["Are you there?"]


def test_a_refused_message_says_why_and_keeps_the_words(visit, page, script):
    visit()
    hello(page)
    script.refuse_next = 1
    write(page, "My washer is loud")
    expect(page.locator(".failed .state")).to_contain_text("Too many messages at once.")
    expect(page.locator(".failed .text")).to_have_text("My washer is loud")
    page.get_by_role("button", name="Try again").click()
    expect(said(page).last).to_have_text("You said: My washer is loud")
    expect(page.locator(".failed")).to_have_count(0)


def test_an_answer_lost_on_its_way_comes_by_the_stream_and_nothing_stands_twice(
    visit, page, script
):
    visit()
    hello(page)
    script.drop_answers = 1
    script.repeats = True
    write(page, "Where is my order?")
    whole = ["Hello. How can I help you?", "Where is my order?", "You said: Where is my order?"]
    expect(said(page)).to_have_text(whole)
    expect(page.locator(".failed")).to_have_count(0)
    write(page, "And the other?")
    expect(said(page)).to_have_text([*whole, "And the other?", "You said: And the other?"])
    assert script.written() == ["Where is my order?", "And the other?"]


def test_a_cut_stream_is_taken_up_where_it_was_cut(visit, page, script):
    visit()
    hello(page)
    script.say("CV-1001", "Your parcel left today.")
    expect(said(page).last).to_have_text("Your parcel left today.")
    script.cut()
    script.say("CV-1001", "It arrives on Tuesday.")
    expect(said(page).last).to_have_text("It arrives on Tuesday.")
    expect(said(page)).to_have_count(3)
    assert script.places[0] == "0"
    assert script.places[-1] == "3"


def test_offline_is_said_in_plain_words_and_ends_when_the_network_is_back(
    visit, page, script, context: BrowserContext
):
    visit()
    hello(page)
    context.set_offline(True)
    told = page.get_by_text("No connection. Nothing you wrote is lost; we keep trying.")
    expect(told).to_be_visible()
    write(page, "Still here")
    expect(page.get_by_text("Not sent. Your words are kept.")).to_be_visible()
    context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    expect(said(page).last).to_have_text("You said: Still here")
    expect(told).to_have_count(0)


def test_a_reload_loses_neither_words_nor_what_was_not_sent_nor_the_draft(visit, page, script):
    visit()
    hello(page)
    write(page, "First")
    expect(said(page).last).to_have_text("You said: First")
    script.refuse_next = 1
    write(page, "Second")
    expect(page.locator(".failed")).to_have_count(1)
    box(page).fill("half a thou")
    page.reload()
    whole = ["Hello. How can I help you?", "First", "You said: First", "Second"]
    expect(said(page)).to_have_text(whole)
    expect(box(page)).to_have_value("half a thou")
    page.get_by_role("button", name="Try again").click()
    expect(said(page)).to_have_text([*whole, "You said: Second"])
    assert len(script.events) == 1


def test_a_conversation_that_is_gone_is_told_and_a_new_one_begins(visit, page, script):
    visit()
    hello(page)
    script.events = {"CV-0": [], "CV-1": []}
    page.reload()
    expect(page.get_by_text("That chat has ended. This is a new one.")).to_be_visible()
    hello(page)
    write(page, "Hello again")
    expect(said(page).last).to_have_text("You said: Hello again")


def test_where_nothing_may_be_stored_the_chat_works_all_the_same(visit, page):
    page.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new Error('no') } })"
    )
    visit()
    hello(page)
    write(page, "Hi")
    expect(said(page).last).to_have_text("You said: Hi")


def test_a_code_is_entered_in_place_and_a_decision_is_a_card_with_yes_no_and_a_person(visit, page):
    visit()
    hello(page)
    write(page, "I want to send back my washer")
    code = page.get_by_role("textbox", name="Your code")
    expect(code).to_be_focused()
    expect(code).to_have_attribute("inputmode", "numeric")
    expect(code).to_have_attribute("autocomplete", "one-time-code")
    code.fill("123456")
    code.press("Enter")
    expect(page.get_by_role("row")).to_have_text(["Refund$750.44", "Restocking fee$121.37"])
    expect(page.get_by_role("cell", name="$750.44")).to_have_css("text-align", "right")
    expect(page.locator(".next button")).to_have_text(["Yes", "No", "A person, please"])
    page.get_by_role("button", name="Yes").click()
    expect(said(page).last).to_have_text("Done. Your return is R-2001.")
    expect(page.locator(".next button")).to_have_count(0)
    expect(box(page)).to_be_focused()


def test_enter_sends_and_shift_enter_makes_a_line(visit, page, script):
    visit()
    hello(page)
    box(page).press_sequentially("one")
    box(page).press("Shift+Enter")
    box(page).press_sequentially("two")
    assert script.written() == []
    box(page).press("Enter")
    expect(said(page).last).to_have_text("You said: one\ntwo")
    assert script.written() == ["one\ntwo"]


def test_a_card_number_taken_out_by_the_server_leaves_the_screen_too(visit, page):
    visit()
    hello(page)
    write(page, "my card is 4111111111111111")
    expect(page.locator(".me .text")).to_have_text("my card is [card number removed]")


def test_each_speaker_is_named_and_a_person_by_name(visit, page, script):
    visit()
    hello(page)
    write(page, "Hi")
    expect(said(page)).to_have_count(3)
    script.add("CV-1001", "taken_over", {"by": "rae", "name": "Rae Okafor"})
    script.say("CV-1001", "Rae here.", by="rae")
    expect(page.get_by_text("Rae Okafor is here now.")).to_be_visible()
    expect(page.locator(".who")).to_have_text(
        ["Northvale, automated", "You", "Northvale, automated", "Rae Okafor"]
    )


def test_words_of_a_message_are_never_read_as_markup(visit, page):
    visit()
    hello(page)
    write(page, "<img src=x onerror=alert(1)><b>bold</b>")
    expect(said(page).last).to_have_text("You said: <img src=x onerror=alert(1)><b>bold</b>")
    assert page.locator("makegood-chat img, makegood-chat b").count() == 0


def test_the_transcript_can_be_saved_and_the_chat_started_over(visit, page, script):
    visit()
    hello(page)
    write(page, "Hi")
    expect(said(page)).to_have_count(3)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save chat").click()
    assert download.value.suggested_filename == "Northvale CV-1001.txt"
    text = download.value.path().read_text("utf-8")
    assert re.search(r"Northvale, automated\s+Hello\. How can I help you\?\s+You\s+Hi", text)
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Start over").click()
    hello(page)
    assert len(script.events) == 2


@pytest.mark.parametrize(
    ("element", "language", "words"),
    [
        ('<makegood-chat open locale="es-US"></makegood-chat>', "en", "Su mensaje"),
        (OPEN, "fr-CA", "Votre message"),
        (OPEN, "de", "Your message"),
    ],
)
def test_it_speaks_the_language_of_its_attribute_or_of_the_page(
    visit, page, element, language, words
):
    visit(element, language)
    expect(page.get_by_role("textbox", name=words)).to_be_visible()


def test_at_320_pixels_and_doubled_text_nothing_runs_over_the_edge(visit, page):
    page.set_viewport_size({"width": 320, "height": 640})
    visit()
    hello(page)
    write(page, "a-very-long-word-that-has-no-place-to-break-" * 4)
    expect(said(page)).to_have_count(3)
    page.add_init_script("addEventListener('load', () => 0)")
    for size in ("17px", "34px"):
        page.locator("makegood-chat").evaluate("(chat, size) => (chat.style.fontSize = size)", size)
        edges = page.locator("makegood-chat").evaluate(
            "chat => [...chat.shadowRoot.querySelectorAll('*')].filter(one => !one.hidden)"
            ".map(one => Math.ceil(one.getBoundingClientRect().right))"
        )
        assert max(edges) <= 320
        expect(box(page)).to_be_in_viewport()
