"""People of the company in a browser at the desk, and what every page there must keep to."""

from __future__ import annotations

from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Browser, ConsoleMessage, Page, ViewportSize, expect

from tests.journeys.place import Demo

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
PHONE: ViewportSize = {"width": 360, "height": 800}
WIDE: ViewportSize = {"width": 1280, "height": 900}


def sign_in(browser: Browser, demo: Demo, username: str, *, phone: bool = False) -> Page:
    """A page of somebody's own browser, at the desk; its complaints are collected."""
    context = browser.new_context(
        viewport=PHONE if phone else WIDE,
        color_scheme="dark" if phone else "light",
    )
    page = context.new_page()
    hear(page)
    come_in(page, demo, username)
    return page


def come_in(page: Page, demo: Demo, username: str) -> None:
    """Sign in at the desk as people do, with the demo's password."""
    page.goto(f"{demo.address}/desk/")
    page.get_by_label("Name", exact=True).fill(username)
    page.get_by_label("Password", exact=True).fill(f"{username} at the desk")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(f"{demo.address}/desk/")


def hear(page: Page) -> None:
    """Collect what a page's browser complains of."""
    page.on("pageerror", lambda fault: complaints(page).append(str(fault)))
    page.on("console", lambda said: _hear(page, said))


def _hear(page: Page, said: ConsoleMessage) -> None:
    if said.type == "error":
        complaints(page).append(said.text)


_complaints: dict[int, list[str]] = {}


def complaints(page: Page) -> list[str]:
    """What a page's browser complained of so far."""
    return _complaints.setdefault(id(page), [])


def fill(page: Page, **fields: str) -> None:
    """Fill in the form of an act by the names of its fields; choices are chosen."""
    for name, value in fields.items():
        field = page.locator(f"[name='{name}']")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def do_it(page: Page, button: str) -> None:
    """Press the button that names what it does, once the preview offers it, and see it done."""
    page.get_by_role("button", name=button).click()
    expect(page.locator("section.act[role=status]")).to_be_visible()


def faults_of(page: Page) -> list[str]:
    """What axe-core finds serious or critical on a page. Source: WCAG 2.2 AA."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run()")
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:120]}"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
    ]
