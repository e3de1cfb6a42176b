"""A day at the desk in a browser: Rae takes Tom's washer back, Ines says yes or no."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from makegood.core.registry import registry
from tests.journeys.at_the_desk import complaints, do_it, faults_of, fill, sign_in
from tests.journeys.place import Demo, running_demo
from tests.journeys.toms_return import open_toms_return, refunds_of

pytestmark = pytest.mark.browser


@pytest.fixture
def demo(place):
    with running_demo(place) as running:
        yield running


def act(page: Page, demo: Demo, operation: str, **given: str) -> None:
    asked = "&".join(f"{name}={value}" for name, value in given.items())
    page.goto(f"{demo.address}/desk/acts/{operation}?{asked}")


@pytest.mark.parametrize("phone", [False, True])
def test_rae_receives_and_inspects_the_washer_and_the_money_goes_back(
    browser: Browser, demo: Demo, phone: bool
):
    number = open_toms_return(demo)
    rae = sign_in(browser, demo, "rae", phone=phone)
    act(rae, demo, "aftersales.receive_return", return_number=number)
    fill(rae, parcels="1")
    do_it(rae, "Receive return")
    act(rae, demo, "aftersales.inspect_return", return_number=number)
    fill(rae, grade="B", serial_number="SN-77120", accessories_complete="yes", works="yes",
         findings="Opened, clean, complete")  # fmt: skip
    preview = rae.get_by_role("status", name="What would happen")
    expect(preview).to_contain_text("Allowed")
    expect(preview).to_contain_text("USD 750.44")
    expect(preview).to_contain_text("750.44 = 809.10 + 62.71 − 121.37")
    assert faults_of(rae) == []
    do_it(rae, "Inspect return: USD 750.44")
    expect(rae.locator("section.act")).to_contain_text("Done")
    wide = rae.evaluate("document.documentElement.scrollWidth")
    assert wide <= (360 if phone else 1280)
    assert complaints(rae) == []
    assert len(refunds_of(demo, number)) == 1


def test_no_field_has_the_name_of_something_a_form_does_itself(browser: Browser, demo: Demo):
    """An input named `matches` stood before `form.matches`: the act had no preview."""
    page = sign_in(browser, demo, "rae")
    own = set(page.evaluate(
        "(() => { const own = [], form = document.createElement('form');"
        " for (const name in form) if (typeof form[name] === 'function') own.push(name);"
        " return own; })()"
    ))  # fmt: skip
    assert {"matches", "submit"} <= own
    taken = {
        f"{operation.name}: {field}"
        for operation in registry.all()
        if not operation.only_inside
        for field in operation.ask_model().model_fields
        if field in own
    }
    assert taken == set()


def test_rae_quotes_two_articles_row_by_row_and_a_row_more_waits(browser: Browser, demo: Demo):
    rae = sign_in(browser, demo, "rae", phone=True)
    act(rae, demo, "ordering.make_quote", party="C-6")
    for row, sku in enumerate(("WM900", "SV-HAUL", "SV-INST")):
        rae.locator(f"[name='lines.{row}.sku']").fill(sku)
        rae.locator(f"[name='lines.{row}.quantity']").fill("1")
    expect(rae.locator("[name='lines.3.sku']")).to_have_value("")
    told = rae.get_by_role("status", name="What would happen")
    expect(told).to_contain_text("First make sure who the customer is")
    rae.locator("[name='lines.1.quantity']").fill("0")
    expect(told).to_contain_text("1 or more")
    assert rae.evaluate("document.documentElement.scrollWidth") <= 360
    assert complaints(rae) == []


def test_ines_says_yes_to_what_passes_raes_limit_and_nobody_says_yes_to_themselves(
    browser: Browser, demo: Demo
):
    number = open_toms_return(demo)
    rae = sign_in(browser, demo, "rae")
    act(rae, demo, "aftersales.refund_return", return_number=number)
    expect(rae.get_by_role("status", name="What would happen")).to_contain_text(
        "Needs somebody's yes"
    )
    do_it(rae, "Ask for a yes")
    rae.goto(f"{demo.address}/desk/approvals")
    expect(rae.get_by_role("heading", name="Waiting for your yes")).to_have_count(0)
    act(rae, demo, "company.approve_request", request="AP-1001")
    expect(rae.get_by_role("status", name="What would happen")).to_contain_text("Not possible")
    expect(rae.locator("button.main")).to_have_count(0)

    ines = sign_in(browser, demo, "ines")
    ines.goto(f"{demo.address}/desk/approvals")
    expect(ines.locator("main")).to_contain_text("750.44")
    assert faults_of(ines) == []
    ines.get_by_role("link", name="Look, and say yes").click()
    do_it(ines, "Approve request")
    expect(ines.locator("section.act")).to_contain_text("Done")
    assert len(refunds_of(demo, number)) == 1


def test_a_form_that_went_stale_is_refused_with_what_happened_and_keeps_what_was_written(
    browser: Browser, demo: Demo
):
    with demo.client() as somebody:
        number = somebody.post("/api/v1/conversations", json={"channel": "chat"}).json()["id"]
    rae, ines = (sign_in(browser, demo, name) for name in ("rae", "ines"))
    for page in (rae, ines):
        act(page, demo, "conversations.take_over", conversation=number)
        expect(page.get_by_role("button", name="Take over")).to_be_visible()
    do_it(ines, "Take over")
    rae.get_by_role("button", name="Take over").click()
    expect(rae.get_by_role("alert")).to_contain_text("Ines Moreau: Take over (done)")
    expect(rae.locator("[name=conversation]")).to_have_value(number)


def test_a_wrong_field_is_named_and_the_words_stay(browser: Browser, demo: Demo):
    rae = sign_in(browser, demo, "rae")
    act(rae, demo, "aftersales.receive_return", return_number="washer please")
    fill(rae, parcels="1", serial="SN-77120")
    expect(rae.get_by_role("status", name="What would happen")).to_contain_text(
        "Write the number of the return"
    )
    expect(rae.locator("[name=serial]")).to_have_value("SN-77120")


PLACES = (
    "/desk/", "/desk/due", "/desk/acts", "/desk/approvals", "/desk/journal", "/desk/me",
    "/desk/search?q=Tom", "/desk/search?q=nobody", "/desk/customers/C-6",
    "/desk/conversations/CV-1001", "/desk/records/O-1041", "/desk/records/R-2001",
    "/desk/records/order:O-1041", "/desk/records/O-1041/1", "/desk/records/SH-3001",
    "/desk/records/NT-1001", "/desk/records/JE-1001", "/desk/letters?party=C-6",
    "/desk/journal?about=R-2001", "/desk/journal/1", "/desk/acts/parties.change_address?party=C-6",
    "/desk/acts/ordering.import_order", "/desk/records/O-9999999",
)  # fmt: skip


@pytest.mark.parametrize("phone", [False, True])
def test_every_page_is_accessible_and_fits_wide_and_on_a_dark_phone(
    browser: Browser, demo: Demo, phone: bool
):
    open_toms_return(demo)
    rae = sign_in(browser, demo, "rae", phone=phone)
    ines = sign_in(browser, demo, "ines", phone=phone)
    faults = {}
    for one, place in (*((rae, place) for place in PLACES), (ines, "/desk/status")):
        one.goto(demo.address + place)
        wide = one.evaluate("document.documentElement.scrollWidth")
        found = faults_of(one) + ([f"{wide} px wide"] if wide > (360 if phone else 1280) else [])
        if found:
            faults[place] = found
    assert faults == {}
    rae.get_by_role("button", name="Sign out").or_(rae.get_by_role("link", name="Rae")).click()
    rae.get_by_role("button", name="Sign out").click()
    expect(rae.get_by_role("heading", level=1)).to_have_text("Sign in")
    assert faults_of(rae) == []
