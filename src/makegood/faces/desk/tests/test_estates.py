"""A customer's death is seen by whoever serves them, answered from the due page, and undone."""

from __future__ import annotations

import re

from pydantic import JsonValue

from makegood.core.actor import V2, Actor, Channel
from makegood.core.runner import run


def html_of(client, address: str) -> str:
    return str(client.get(address).content.decode())


def test_whoever_opens_the_file_sees_that_the_customer_has_died_when_and_who_told_it(at_the_desk):
    rae, tom = at_the_desk("rae"), "/desk/customers/C-6"
    assert "Has died" not in html_of(rae, tom)
    told: dict[str, JsonValue] = {"words": "My father died.", "told_by": "Ruth, ruth@example.com"}
    by = Actor.anonymous(Channel.CHAT).on_behalf_of("C-6", V2)
    assert run("parties.record_death", told, actor=by).is_done
    page = " ".join(re.sub(r"<[^>]+>", " ", html_of(rae, tom)).split())
    assert re.search(r"Has died, as we were told [^·]*15[^·]* · Ruth, ruth@example.com", page)
    met = run("cases.meet_estates", {}, actor=Actor.system("system:cases.meet_estates"))
    assert met.answer("cases") == ["CS-1001"]
    due = 'href="/desk/records/CS-1001">Promised Tom Gallagher: “A person of ours writes to you'
    assert due in html_of(rae, "/desk/due")
    undone = {"party": "C-6", "reason": "He called, and proved it.", "_key": "lives"}
    assert rae.post("/desk/acts/cases.take_back_death", undone).status_code == 200
    assert "Has died" not in html_of(rae, tom)
