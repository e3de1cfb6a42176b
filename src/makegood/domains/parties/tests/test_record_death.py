"""When a customer has died, nothing more is sold or charged to them, and their family is met."""

from __future__ import annotations

import pytest

from makegood.core import clock
from makegood.core.actor import V0, V1, Level
from makegood.core.decision import Code
from makegood.core.outcome import Outcome
from makegood.core.promises import open_promises
from makegood.core.runner import run
from makegood.domains.parties.models import Death
from makegood.domains.parties.queries import died_by, may_contact
from makegood.domains.parties.queries.kept import kept_person
from makegood.domains.parties.tests.conftest import customer

pytestmark = pytest.mark.usefixtures("cast")


def tell(level: Level = V1) -> Outcome:
    ask = {
        "words": "My father died, I am the executor.",
        "told_by": "Ruth Gallagher, ruth@example.com",
    }
    return run("parties.record_death", ask, actor=customer("C-6", level))


def test_AC03_5_advertising_ends_at_once_and_the_family_is_written_to(
    post_room,
) -> None:
    assert may_contact("C-6", "email", "marketing")
    assert died_by("C-6") is None
    assert tell().is_done
    assert died_by("C-6") == clock.now()
    assert died_by("C-5") is None
    assert [may_contact("C-6", one, "marketing") for one in ("email", "sms", "voice", "post")] == [
        False, False, False, False,
    ]  # fmt: skip
    assert all(one.ended_at for one in kept_person("C-6").consents)
    (letter,) = post_room.bodies("letter")
    assert "Dear family of Tom Gallagher," in letter
    assert "a copy of the death certificate" in letter
    (mail,) = [one for one in post_room.bodies("mail") if "Dear family of Tom Gallagher," in one]
    for told in (letter, mail):
        assert "If this is not so, please call us at +1 202 555 0190." in told


def test_what_is_said_is_kind_and_tells_what_we_need_and_who_writes_by_when() -> None:
    said = [one.text() for one in tell().statements]
    assert said[0] == "My sympathy to you and your family."
    assert "no advertising goes out in that name" in said[1]
    assert "no late fee is charged for 90 days" in said[1]
    assert "names you as executor" in said[2]
    assert "is paid to the estate once these are here" in said[3]
    assert "writes to you by June 17, 2026" in said[4]
    (promise,) = open_promises(subject="party:C-6")
    assert promise.kind == "estate_answer"


def test_it_is_recorded_once(rows) -> None:
    tell()
    again = tell()
    assert again.code is Code.POLICY_DENIED
    assert again.statements[1].text() == "We were told already, and all of that has been done."
    assert Death.objects.count() == 1
    assert len(open_promises(subject="party:C-6")) == 1


def test_an_account_is_named_first() -> None:
    assert tell(V0).code is Code.VERIFICATION_REQUIRED
    assert not Death.objects.exists()
    assert may_contact("C-6", "email", "marketing")
