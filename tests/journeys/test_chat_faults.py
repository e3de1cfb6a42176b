"""The chat when something goes wrong: nothing is lost, nothing stands twice, and it is said."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.journeys.on_a_page import box, hello, said, write

pytestmark = pytest.mark.browser


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


def test_a_card_number_taken_out_by_the_server_leaves_the_screen_too(visit, page):
    visit()
    hello(page)
    write(page, "my card is 4111111111111111")
    expect(page.locator(".me .text")).to_have_text("my card is [card number removed]")


def test_words_of_a_message_are_never_read_as_markup(visit, page):
    visit()
    hello(page)
    write(page, "<img src=x onerror=alert(1)><b>bold</b>")
    expect(said(page).last).to_have_text("You said: <img src=x onerror=alert(1)><b>bold</b>")
    assert page.locator("makegood-chat img, makegood-chat b").count() == 0
