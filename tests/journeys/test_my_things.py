"""Tom looks after his things himself, on his phone: order, return, promise, letter."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.at_the_desk import complaints, faults_of, hear
from tests.journeys.place import Demo, running_demo
from tests.journeys.toms_return import TOM, newest_code, open_toms_return

pytestmark = pytest.mark.browser


@pytest.fixture
def demo(place):
    with running_demo(place) as running:
        yield running


def on_a_phone(browser: Browser, *, scripts: bool = True) -> Page:
    """A small, dark phone; with `scripts` off, one on which no script runs."""
    context = browser.new_context(
        viewport={"width": 320, "height": 640},
        color_scheme="dark",
        java_script_enabled=scripts,
    )
    page = context.new_page()
    hear(page)
    return page


def codes_so_far(demo: Demo) -> int:
    with demo.client() as client:
        found = client.get("/api/v1/demo/outbox", params={"to": TOM}).json()["messages"]
    return sum("code" in message["subject"] for message in found)


def wait_for_code(demo: Demo, page: Page, before: int) -> str:
    for _ in range(200):
        if codes_so_far(demo) > before:
            return newest_code(demo)
        page.wait_for_timeout(100)
    raise AssertionError("no code arrived")


def sign_in(page: Page, demo: Demo) -> None:
    """By keyboard alone: tab, type, Enter."""
    before = codes_so_far(demo)
    page.goto(f"{demo.address}/my/")
    page.get_by_label("Your e-mail address").focus()
    page.keyboard.type(TOM)
    page.keyboard.press("Tab")
    page.keyboard.type("Gallagher")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Enter the code")).to_be_visible()
    expect(page.get_by_label("Code", exact=True)).to_be_focused()
    assert_fine(page)
    page.keyboard.type(wait_for_code(demo, page, before))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("My orders, returns and cases")


def assert_fine(page: Page) -> None:
    """Nothing is wider than the phone, nothing is out of reach, nothing complains."""
    assert faults_of(page) == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, page.url
    assert complaints(page) == [], page.url


def open_toms_case(demo: Demo) -> str:
    """Rae takes up Tom's case and promises something in it; its number."""
    with demo.client() as tom:
        opened = tom.post("/api/v1/conversations", json={"channel": "chat"}).json()
        tom.headers["Authorization"] = f"Bearer {opened['token']}"
        claimed = {"reference": "O-1041", "name": "Tom Gallagher"}
        assert tom.post("/api/v1/operations/parties.claim_identity", json=claimed).is_success
        asked = {"category": "delivery", "summary": "The washer was not connected.",
                 "wanted": "A fitter.", "subject": "order:O-1041",
                 "future_contact": "by e-mail"}  # fmt: skip
        answer = tom.post("/api/v1/operations/cases.open_case", json=asked)
        number = str(answer.json()["result"]["case"])
    with demo.client("rae") as rae:
        note = {"case": number, "kind": "promise", "text": "A fitter calls you.",
                "due": "2026-06-18T17:00:00-04:00"}  # fmt: skip
        assert rae.post("/api/v1/operations/cases.add_note", json=note).is_success
    return number


def test_tom_finds_his_order_his_return_the_promise_and_the_letter(browser: Browser, demo: Demo):
    number, case = open_toms_return(demo), open_toms_case(demo)
    page = on_a_phone(browser)
    sign_in(page, demo)
    expect(page.get_by_role("region", name="Orders")).to_contain_text("Delivered")
    expect(page.get_by_role("region", name="Returns")).to_contain_text("$750.44")
    expect(page.get_by_role("region", name="What we promised you")).to_contain_text("June 18, 2026")
    assert_fine(page)

    page.get_by_role("link", name="Order O-1041").press("Enter")
    expect(page.get_by_role("region", name="On its way")).to_contain_text("June 2, 2026")
    assert_fine(page)

    page.goto(f"{demo.address}/my/cases/{case}")
    expect(page.locator("main")).to_contain_text("A fitter calls you.")
    expect(page.locator("main")).to_contain_text("June 18, 2026, 5:00")
    assert_fine(page)

    page.goto(f"{demo.address}/my/")
    page.get_by_role("link", name=f"Your return {number}", exact=True).press("Enter")
    expect(page.locator("article")).to_contain_text("750.44")
    assert_fine(page)
    pdf = page.request.get(page.url.replace("?", ".pdf?"))
    assert (pdf.status, pdf.body()[:5]) == (200, b"%PDF-")

    page.goto(f"{demo.address}/my/returns/{number}")
    page.get_by_role("link", name="Ask about this").press("Enter")
    written = page.get_by_role("textbox", name="Your message")
    expect(written).to_have_value(f"I have a question about return {number}:")
    assert_fine(page)
    ask_without_a_code(page, demo, number)

    page.goto(f"{demo.address}/my/returns/{number}")
    page.get_by_role("link", name="Keep the goods after all").press("Enter")
    assert_fine(page)
    page.get_by_role("button", name=f"Cancel return {number}").press("Enter")
    expect(page.locator("main")).to_contain_text("Cancelled: you keep the goods")
    assert_fine(page)

    page.get_by_role("button", name="Sign out").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("You are signed out.")
    assert_fine(page)
    page.goto(f"{demo.address}/my/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def ask_without_a_code(page: Page, demo: Demo, number: str) -> None:
    """In the chat that the page leads to he is known: he asks, and is answered at once."""
    codes = codes_so_far(demo)
    written, said = page.get_by_role("textbox", name="Your message"), page.locator("article .text")
    expect(said).to_have_count(1)
    written.fill(f"Where is my return {number}?")
    written.press("Enter")
    expect(said.last).to_contain_text(number, timeout=30_000)
    expect(said).to_have_count(3, timeout=30_000)
    page.get_by_role("button", name="Mail me this chat").press("Enter")
    expect(said.last).to_contain_text("This conversation is on its way to t•••@example.com.")
    assert_fine(page)
    assert codes_so_far(demo) == codes
    page.reload()
    expect(said).to_have_count(5)


def test_a_wrong_code_and_a_foreign_number_are_said_kindly(browser: Browser, demo: Demo):
    page = on_a_phone(browser)
    sign_in(page, demo)
    page.goto(f"{demo.address}/my/orders/O-1042")
    expect(page.get_by_role("heading", level=1)).to_have_text("We find nothing here")
    assert faults_of(page) == []
    page.goto(f"{demo.address}/my/code")
    page.get_by_label("Code", exact=True).fill("12")
    page.get_by_role("button", name="Sign in").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("That code is not right.")
    assert faults_of(page) == []


def test_without_javascript_all_of_it_works_too(browser: Browser, demo: Demo):
    before = codes_so_far(demo)
    page = on_a_phone(browser, scripts=False)
    page.goto(f"{demo.address}/?lang=es")
    page.get_by_role("link", name="Dónde está mi pedido, por su número").click()
    page.get_by_label("Número de pedido").fill("o-1041")
    page.get_by_label("Código postal").fill("55502")
    page.get_by_role("button", name="Ver dónde está").click()
    expect(page.get_by_role("status")).to_contain_text("2 de junio de 2026")
    page.get_by_role("link", name="Mis pedidos, devoluciones y casos").click()
    page.get_by_label("Su correo").fill(TOM)
    page.get_by_label("Su apellido").fill("55502")
    page.get_by_role("button", name="Enviarme un código").click()
    page.get_by_label("Código", exact=True).fill(wait_for_code(demo, page, before))
    page.get_by_role("button", name="Entrar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mis pedidos, devoluciones y casos")
    expect(page.locator("main")).to_contain_text("O-1041")
