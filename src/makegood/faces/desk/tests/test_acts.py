"""Any operation at the desk: its form, its preview, what came of it, and what is refused."""

from __future__ import annotations

import re

from makegood.core.actor import Channel
from makegood.core.models import JournalRow
from makegood.core.registry import registry
from makegood.core.runner import run
from makegood.domains.company.queries import actor_for, open_requests
from makegood.domains.conversations.queries import card
from makegood.faces.desk.forms import Entry, Group, Rows, ask_from, closed_up, entries_of

PART = {"HX-Request": "true"}
CASE = {"category": "billing", "summary": "The bill is too high", "_party": "C-6"}


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, page
    return str(found[1])


def previewed(client, operation: str, filled: dict[str, str]) -> str:
    answer = client.post(f"/desk/acts/{operation}/preview", filled, headers=PART)
    assert answer.status_code == 200
    return str(answer.content.decode())


def names(entries) -> set[str]:
    found: set[str] = set()
    for one in entries:
        if isinstance(one, Rows):
            found |= {name for row in one.rows for name in names(row)}
        else:
            found |= names(one.entries) if isinstance(one, Group) else {one.name}
    return found


def test_each_operation_has_a_form_with_all_its_fields_and_no_line_of_template(at_the_desk):
    omar = at_the_desk("omar")
    offered = [one for one in registry.all() if not one.only_inside]
    assert len(offered) > 60
    for operation in offered:
        answer = omar.get(f"/desk/acts/{operation.name}")
        page, fields = answer.content.decode(), names(entries_of(operation, {}))
        assert answer.status_code == 200, operation.name
        assert {one.partition(".")[0] for one in fields} == set(
            operation.ask_model().model_fields
        ), operation.name
        assert [name for name in fields if f'name="{name}"' not in page] == [], operation.name
        assert re.findall(r'value="[{[]', page) == [], operation.name


def test_a_filled_form_is_the_same_ask_as_over_rest():
    change = registry.get("parties.change_address")
    asked = ask_from(
        change,
        {
            "account": "40006",
            "address.line1": "9 Elm Street",
            "address.locality": "Harlow",
            "effective_date": "2026-06-20",
            "applies_to": "mailing",
        },
    )
    assert asked == {
        "account": "40006",
        "address": {"line1": "9 Elm Street", "locality": "Harlow"},
        "effective_date": "2026-06-20",
        "applies_to": "mailing",
    }
    call = registry.get("conversations.promise_call_back")
    assert ask_from(call, {"at": "2026-06-16T15:00"}) == {"at": "2026-06-16T15:00:00-04:00"}
    received = registry.get("aftersales.receive_return")
    assert ask_from(received, {"parcels": "two"}) == {"parcels": "two"}


QUOTE = {
    "party": "C-6",
    "lines.0.sku": "WM900",
    "lines.0.quantity": "1",
    "lines.1.sku": "",
    "lines.1.quantity": "",
    "lines.2.sku": "SV-INST",
    "lines.2.quantity": "one",
}


def test_a_list_of_things_is_filled_in_row_by_row_and_an_empty_row_is_none():
    quote = registry.get("ordering.make_quote")
    (lines,) = (one for one in entries_of(quote, {}) if one.name == "lines")
    assert isinstance(lines, Rows)
    assert [one.name for one in lines.rows[1]] == ["lines.1.sku", "lines.1.quantity"]
    assert ask_from(quote, closed_up(QUOTE)) == {
        "lines": [{"sku": "WM900", "quantity": 1}, {"sku": "SV-INST", "quantity": "one"}],
    }


def test_a_group_of_which_only_the_usual_stands_there_was_not_given():
    quote = registry.get("ordering.make_quote")
    filled = {"lines.0.sku": "WM900", "lines.0.quantity": "1", "ship_to.country": "US"}
    assert ask_from(quote, filled) == {"lines": [{"sku": "WM900", "quantity": 1}]}
    elsewhere = ask_from(quote, filled | {"ship_to.line1": "14 Mill Road"})
    assert elsewhere["ship_to"] == {"line1": "14 Mill Road", "country": "US"}


def test_what_is_wrong_in_a_row_is_said_in_that_row_and_the_other_rows_are_kept(at_the_desk):
    rae = at_the_desk("rae")
    answer = rae.post("/desk/acts/ordering.make_quote", QUOTE | {"_key": "rows"}, headers=PART)
    page = answer.content.decode()
    assert answer.status_code == 422
    second = page.partition('data-row="1"')[2].partition('data-row="2"')[0]
    assert 'name="lines.1.sku" value="SV-INST"' in second
    assert second.count('class="fault"') == 1
    assert 'name="lines.0.sku" value="WM900"' in page
    assert 'name="lines.3.sku" value=""' in page


def test_what_is_needed_comes_first_and_choices_are_listed():
    first = entries_of(registry.get("aftersales.open_return"), {})[:2]
    assert [one.name for one in first] == ["line", "reason"]
    assert isinstance(first[1], Entry)
    assert ("changed_mind", "Changed mind") in first[1].choices


def test_a_preview_shows_the_rule_and_the_promise_and_saves_nothing(at_the_desk):
    rae = at_the_desk("rae")
    before = JournalRow.objects.count()
    page = previewed(rae, "cases.open_case", CASE)
    assert "Allowed" in page
    assert "CAS-2 When a complaint is answered" in page
    assert "You have our answer by July 15, 2026." in page
    assert JournalRow.objects.count() == before


def test_doing_it_shows_the_case_and_pressing_twice_opens_one(at_the_desk):
    rae = at_the_desk("rae")
    seen = hidden(previewed(rae, "cases.open_case", CASE), "_seen")
    filled = {**CASE, "_key": "one press", "_seen": seen}
    first = rae.post("/desk/acts/cases.open_case", filled, headers=PART).content.decode()
    second = rae.post("/desk/acts/cases.open_case", filled, headers=PART).content.decode()
    opened = re.findall(r"/desk/records/(CS-\d+)", first)
    assert opened
    assert re.findall(r"/desk/records/(CS-\d+)", second) == opened


def test_a_wrong_field_is_named_with_what_is_accepted_and_the_words_are_kept(at_the_desk):
    rae = at_the_desk("rae")
    filled = {"return_number": "R-1", "parcels": "two <b>boxes</b>", "_key": "wrong"}
    answer = rae.post("/desk/acts/aftersales.receive_return", filled, headers=PART)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Parcels:" in page
    assert "two &lt;b&gt;boxes&lt;/b&gt;" in page
    assert 'aria-invalid="true"' in page


def test_a_refusal_shows_its_reason_and_no_button(at_the_desk):
    page = previewed(at_the_desk("rae"), "ordering.record_delivery", {
        "shipment": "SH-3001", "place": "Harlow",
    })  # fmt: skip
    assert "Not possible" in page
    assert "SH-3001" in page
    assert 'button class="main"' not in page


def test_a_stale_form_is_refused_tells_what_happened_and_keeps_what_was_written(at_the_desk):
    rae = at_the_desk("rae")
    opened = run("conversations.open_conversation", {"channel": "chat"}, actor=_system())
    number = str(opened.answer("number"))
    filled = {"conversation": number}
    page = previewed(rae, "conversations.take_over", filled)
    run("conversations.take_over", {"conversation": number}, actor=actor_for("ines", Channel.DESK))
    sealed = {name: hidden(page, name) for name in ("_seen", "_shown", "_place")}
    answer = rae.post("/desk/acts/conversations.take_over", {**filled, **sealed, "_key": "stale"},
                      headers=PART)  # fmt: skip
    told = answer.content.decode()
    assert answer.status_code == 409
    assert "nothing was done" in told
    assert "Ines Moreau: Take over (done)" in told
    assert f'value="{number}"' in told
    assert card(number).with_person == "staff:ines"


def test_somebody_without_a_role_sees_no_acts_and_can_do_none(at_the_desk):
    noor = at_the_desk("noor")
    assert "/desk/acts/cases.open_case" not in noor.get("/desk/acts").content.decode()
    page = previewed(noor, "cases.open_case", CASE)
    assert "Not possible" in page


def test_a_form_offers_a_customers_records_to_nobody_without_a_role(at_the_desk):
    form = "/desk/acts/aftersales.open_return?party=C-6"
    assert "O-1041/1" in at_the_desk("rae").get(form).content.decode().partition("<datalist")[2]
    assert "<datalist" not in at_the_desk("noor").get(form).content.decode()


def test_a_secret_is_typed_unseen_and_never_comes_back(at_the_desk):
    omar = at_the_desk("omar")
    filled = {"username": "ines", "password": "swordfish", "_key": "secret"}
    page = omar.post("/desk/acts/company.set_password", filled, headers=PART).content.decode()
    assert re.search(r'name="password"[^>]*type="password"', page, re.DOTALL)
    assert "swordfish" not in page


def test_an_unknown_act_is_not_found_and_a_part_of_others_is_none(at_the_desk):
    rae = at_the_desk("rae")
    assert rae.get("/desk/acts/cases.burn_case").status_code == 404
    assert rae.get("/desk/acts/aftersales.issue_credit").status_code == 404


def test_without_signing_in_there_is_no_desk(client, db):
    answer = client.get("/desk/acts")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/desk/sign-in")


def test_a_request_waits_for_ines_and_rae_only_takes_it_back(at_the_desk):
    assert open_requests() == ()
    page = at_the_desk("ines").get("/desk/approvals").content.decode()
    assert "Nothing waits" in page
    page = at_the_desk("rae").get("/desk/approvals").content.decode()
    assert "Waiting for your yes" not in page


def _system():
    return actor_for("rae", Channel.DESK)
