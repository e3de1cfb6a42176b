"""Take the pictures of docs/screenshots: each page wide and on a phone, by day and in the dark.

Starts the demo in a place of its own, plays Tom's return as far as the desk, and looks at what
its people and its customer see. Needs Debian's Chromium.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

HOUSE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOUSE))

from tests.conftest import CHROMIUM, QUIET  # noqa: E402 - the house is on the path only now
from tests.journeys.at_the_desk import sign_in  # noqa: E402
from tests.journeys.place import Demo, running_demo  # noqa: E402
from tests.journeys.test_my_things import on_a_phone  # noqa: E402
from tests.journeys.test_my_things import sign_in as tom_comes_in  # noqa: E402
from tests.journeys.toms_return import open_toms_return  # noqa: E402

PICTURES = HOUSE / "docs" / "screenshots"
FOLLOWS = {"desk-customer", "desk-conversation", "help", "my-chat", "chat-elsewhere"}
GREETS = {"help", "my-chat"}
Light = Literal["light", "dark"]
LOOKS: dict[str, tuple[ViewportSize, Light]] = {
    "wide-light": ({"width": 1280, "height": 860}, "light"),
    "phone-dark": ({"width": 400, "height": 860}, "dark"),
}


def desk_pages(number: str, talk: str) -> dict[str, str]:
    """The addresses of the desk's pages by the names of their pictures."""
    inspect = "grade=B&serial_number=SN-77120&accessories_complete=yes&works=yes"
    return {
        "desk-work": "/desk/",
        "desk-customer": "/desk/customers/C-6",
        "desk-conversation": f"/desk/conversations/{talk}",
        "desk-inspect": f"/desk/acts/aftersales.inspect_return?return_number={number}&{inspect}"
        "&findings=Opened, clean, complete",
        "desk-order": "/desk/records/O-1041",
        "desk-return": f"/desk/records/{number}",
        "desk-disputed-invoice": "/desk/records/10231",
        "desk-dealers-claim": "/desk/records/DCL-2212",
        "desk-appliance": "/desk/records/SN-77120",
        "desk-approvals": "/desk/approvals",
    }


def customer_pages(number: str) -> dict[str, str]:
    """The addresses of a customer's own pages by the names of their pictures."""
    return {
        "help": "/",
        "my-things": "/my/",
        "my-return": f"/my/returns/{number}",
        "my-order": "/my/orders/O-1041",
        "my-chat": "/my/chat?ask=I have a question about order O-1041:",
    }


def tom_writes(demo: Demo) -> str:
    """Tom asks in the chat, and then for a person; the conversation's number."""
    with demo.client() as tom:
        opened = tom.post("/api/v1/conversations", json={"channel": "chat"}).json()
        tom.headers["Authorization"] = f"Bearer {opened['token']}"
        for text in ("Where is the refund for my washer?", "O-1041", "Tom Gallagher",
                     "I would like to talk to a person."):  # fmt: skip
            said = {"text": text}
            tom.post(f"/api/v1/conversations/{opened['id']}/messages", json=said).raise_for_status()
    return str(opened["id"])


def take(page: Page, address: str, name: str) -> None:
    """Take one page in each look."""
    for look, (size, scheme) in LOOKS.items():
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.goto(address)
        # A page that follows a conversation never falls silent.
        page.wait_for_load_state("load" if name in FOLLOWS else "networkidle")
        page.locator("#work[data-place='-1']").wait_for(state="detached")
        if name in GREETS:
            page.locator("makegood-chat").get_by_text("How can I help").wait_for()
        page.screenshot(path=PICTURES / f"{name}-{look}.png")


def take_all(browser: Browser, demo: Demo) -> None:
    """Take every page of the desk and the help page."""
    number = open_toms_return(demo)
    with demo.client("rae") as rae:
        ask = {"return_number": number, "parcels": 1}
        rae.post("/api/v1/operations/aftersales.receive_return", json=ask).raise_for_status()
    talk = tom_writes(demo)
    rae_sees = sign_in(browser, demo, "rae")
    for name, path in desk_pages(number, talk).items():
        take(rae_sees, demo.address + path, name)
    take(sign_in(browser, demo, "ines"), f"{demo.address}/desk/status", "desk-status")
    tom_sees = on_a_phone(browser)
    tom_comes_in(tom_sees, demo)
    for name, path in customer_pages(number).items():
        take(tom_sees, demo.address + path, name)
    take(browser.new_page(), f"{demo.address}/embed-example/", "chat-elsewhere")


def main() -> None:
    """Take all pictures anew."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        running_demo(Path(folder)) as demo,
        sync_playwright() as driver,
    ):
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        take_all(browser, demo)
        browser.close()
    print(f"{len(list(PICTURES.glob('*.png')))} pictures in {PICTURES.relative_to(HOUSE)}.")


if __name__ == "__main__":
    main()
