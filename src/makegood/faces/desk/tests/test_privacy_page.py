"""A request about somebody's own records, and a legal hold, are seen and dealt with at the desk."""

from __future__ import annotations

import json

from makegood.core.actor import V2, Channel
from makegood.core.runner import run
from makegood.domains.company.queries import actor_for
from makegood.domains.ordering.tests.cast import TOM
from makegood.faces.desk.tests.test_record_pages import RAW, seen


def asked(operation):
    done = run(operation, {}, actor=TOM)
    assert done.is_done, done
    return str(done.answer("request"))


def test_the_page_says_what_would_go_and_what_stays_and_offers_to_erase(at_the_desk):
    request = asked("cases.ask_for_erasure")

    page = seen(at_the_desk("ines"), f"records/{request}")

    assert f"Request about their records {request}" in page
    assert "wants it erased" in page
    assert "What would go" in page
    assert "your mail addresses and telephone numbers" in page
    assert "O-1041 tax law" in page
    assert "Erase what may go" in page
    assert not RAW.search(page.partition("What was attempted")[0])


def test_who_does_not_lead_a_team_is_offered_more_time_only(at_the_desk):
    request = asked("cases.ask_for_erasure")

    page = seen(at_the_desk("rae"), f"records/{request}")

    assert "Take more time to answer" in page
    assert "Erase what may go" not in page


def test_the_customers_page_shows_requests_and_holds(at_the_desk):
    request = asked("cases.ask_for_erasure")
    hold = run(
        "cases.place_hold", {"party": "C-6", "reason": "The claim is before the court."},
        actor=actor_for("ines", Channel.DESK),
    ).answer("hold")  # fmt: skip

    client = at_the_desk("ines")
    page = seen(client, "customers/C-6")

    assert f"{hold} legal hold The claim is before the court." in page
    assert f"{request} wants it erased Received" in page
    assert "A legal hold stands on these records" in seen(client, f"records/{request}")
    assert "Lift the legal hold" in seen(client, f"records/{hold}")


def test_what_was_handed_over_is_read_at_the_desk_and_the_look_is_noted(at_the_desk):
    request = asked("cases.export_records")
    client = at_the_desk("ines")

    file = client.get(f"/desk/kept/{request}.json")
    pages = client.get(f"/desk/kept/{request}.pdf")

    assert json.loads(file.content)["about"] == "C-6"
    assert file.headers["Cache-Control"] == "private, no-store"
    assert pages.content.startswith(b"%PDF")
    assert client.get(f"/desk/kept/{request}.txt").status_code == 404
    assert client.get("/desk/kept/PV-9999.json").status_code == 404


def test_after_erasing_the_pages_still_stand(at_the_desk):
    assert TOM.level == V2
    request = asked("cases.ask_for_erasure")
    done = run("cases.erase_records", {"request": request}, actor=actor_for("ines", Channel.DESK))
    assert done.is_done, done

    client = at_the_desk("ines")

    assert "What was erased" in seen(client, f"records/{request}")
    assert "Tom Gallagher" in seen(client, "customers/C-6")
    assert seen(client, "records/O-1041")
