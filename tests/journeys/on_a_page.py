"""What a customer does and sees in the chat, as the tests of the element say it."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

OPEN = "<makegood-chat open></makegood-chat>"


def box(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Your message")


def write(page: Page, text: str) -> None:
    box(page).fill(text)
    box(page).press("Enter")


def said(page: Page) -> Locator:
    return page.locator("article .text")


def hello(page: Page) -> None:
    expect(said(page)).to_have_text(["Hello. How can I help you?"])
