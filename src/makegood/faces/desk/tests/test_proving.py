"""Who calls is made known from the desk, so that their own acts can be done for them."""

from __future__ import annotations

import re
from html import unescape

from makegood.core import effects
from makegood.core.models import Effect
from makegood.domains.parties.queries import known_in

PART = {"HX-Request": "true"}
RETURN = {"line": "O-1041/1", "reason": "changed_mind", "opened": "yes"}


def step(page: str, text: str) -> str:
    found = re.search(rf'<a[^>]* href="([^"]+)"[^>]*>{text}</a>', page)
    assert found, page
    return unescape(found[1])


def opened(desk, address: str) -> dict[str, str]:
    """The form at an address, as it is filled in there."""
    page = unescape(desk.get(f"{address}&part=1").content.decode())
    given = dict(re.findall(r'<input[^>]* name="([^"]*)" value="([^"]*)"', page))
    for name, options in re.findall(r'<select[^>]* name="([^"]*)"[^>]*>(.*?)</select>', page, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        given[name] = chosen[1] if chosen else ""
    return given


def do(desk, operation: str, **filled: str) -> str:
    answer = desk.post(f"/desk/acts/{operation}", filled, headers=PART)
    assert answer.status_code == 200, answer.content.decode()
    return str(answer.content.decode())


def shown(desk, **filled: str) -> str:
    answer = desk.post("/desk/acts/aftersales.open_return/preview", filled, headers=PART)
    return str(answer.content.decode())


def test_rae_makes_sure_that_it_is_tom_and_then_opens_his_return(at_the_desk):
    rae = at_the_desk("rae")
    page = shown(rae, **RETURN, _party="C-6")
    assert "First make sure who the customer is" in page
    form = opened(rae, step(page, "Begin a conversation first"))
    assert form["contact_point"] == "+12025550106"
    page = do(rae, "conversations.open_conversation", **form)

    page = do(rae, "parties.start_verification", **opened(rae, step(page, "Send them a code")))
    assert "/desk/records/VC-1001" not in page, "nobody reads a challenge"
    while effects.deliver_one():
        pass
    form = opened(rae, step(page, "Take the code they give"))
    page = do(rae, "parties.answer_factor", **form | {"code": sent_code()})
    assert known_in("CV-1001").party == "C-6"
    assert "CV-1001" in rae.get("/desk/customers/C-6").content.decode()

    again = opened(rae, step(page, "Go on: Open return"))
    assert {name: again[name] for name in RETURN} == RETURN, "what she filled in is still there"
    assert "Allowed" in shown(rae, **again)


def sent_code() -> str:
    boxes = [one for box in effects.mailboxes() for one in box.received(20)]
    return str(re.findall(r"\b[0-9]{6}\b", boxes[0].body)[0])


def test_a_customer_who_is_not_gets_no_steps_and_breaks_no_form(at_the_desk):
    rae = at_the_desk("rae")
    page = shown(rae, **RETURN, _party="C-999")
    assert step(page, "Find the customer") == "/desk/search"
    assert rae.get("/desk/acts/parties.verify_document?party=C-999").status_code == 200
    assert Effect.objects.count() == 0
