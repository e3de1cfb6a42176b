"""A new key: everything is sealed again, row by row, and whoever is killed begins again."""

from __future__ import annotations

import re

import pytest
from django.db import connection

from makegood.config import environment
from makegood.config.seeding import seed_only
from makegood.core import resealing
from makegood.core.actor import Actor
from makegood.core.models import Effect
from makegood.core.resealing import Resealed, reseal_everything
from makegood.core.runner import run
from makegood.core.sealed import Seals
from makegood.domains.billing.models import TenderAccount
from makegood.domains.billing.queries import tender_account
from makegood.domains.parties.models import Party
from makegood.faces.shared.keys import conversation_of, token_for
from tests.architecture.rules.sources import HOUSE

pytestmark = pytest.mark.django_db
OLD, NEW = "an-old-key-of-more-than-32-characters", "a-new-key-of-more-than-32-characters"
TENDERS = "billing.TenderAccount.code"


@pytest.fixture
def sealed_under_the_old(settings):
    """Five gift cards, a customer's date of birth and a code in the outbox, under the old key."""
    settings.SECRET_KEYS_FOR_SEALING = [OLD]
    seed_only(parties=["C-6"])
    Party.objects.filter(number="C-6").update(birth_date="1980-02-03")
    for number in range(5):
        ask = {"code": f"GC-100{number}-ABCD", "amount": "20.00", "reason": "Sold in a store"}
        assert run("billing.load_gift_card", ask, actor=Actor.system("system:seed")).is_done
    sealed = {"sealed": {"code": Seals([OLD]).seal("482910")}, "body": "{code}"}
    now = "2026-06-15T12:00:00Z"
    Effect.objects.create(key="code", kind="mail", payload=sealed, act="a" * 32, queued_at=now,
                          next_try_at=now)  # fmt: skip
    settings.SECRET_KEYS_FOR_SEALING = [NEW, OLD]
    return settings


def tokens() -> list[str]:
    """All that is sealed, as it stands in the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT code FROM billing_tenderaccount UNION ALL"
                       " SELECT birth_date FROM parties_party WHERE birth_date <> ''")  # fmt: skip
        found = [token for (token,) in cursor.fetchall()]
    return [*found, Effect.objects.get(key="code").payload["sealed"]["code"]]


def test_afterwards_the_old_key_is_needed_for_nothing(sealed_under_the_old):
    found = {one.what: one for one in reseal_everything()}
    assert found[TENDERS] == Resealed(TENDERS, seen=5, resealed=5)
    assert found["parties.Party.birth_date"].resealed == 1
    assert found["core.Effect.payload"].resealed == 1
    sealed_under_the_old.SECRET_KEYS_FOR_SEALING = [NEW]
    opened = [Seals([NEW]).unseal(token) for token in tokens()]
    assert sorted(opened) == sorted(
        [*(f"GC-100{number}-ABCD" for number in range(5)), "1980-02-03", "482910"]
    )
    assert tender_account("gc 1003 abcd") is not None, "its index is made anew as well"


def test_meanwhile_what_the_old_key_sealed_is_read_and_found(sealed_under_the_old):
    assert tender_account("GC-1003-ABCD") is not None
    assert TenderAccount.objects.earliest("pk").code == "GC-1000-ABCD"


def test_a_second_time_nothing_is_left_to_do(sealed_under_the_old):
    list(reseal_everything())
    before = tokens()
    assert sum(one.resealed for one in reseal_everything()) == 0
    assert tokens() == before


def test_who_is_stopped_between_two_steps_goes_on_where_it_was(sealed_under_the_old, monkeypatch):
    done: list[str] = []

    def killed_at_the_fourth(token: str) -> str:
        if len(done) == 3:
            raise KeyboardInterrupt
        done.append(token)
        return Seals([NEW, OLD]).reseal(token)

    with monkeypatch.context() as killing:
        killing.setattr(resealing, "reseal", killed_at_the_fourth)
        with pytest.raises(KeyboardInterrupt):
            list(reseal_everything(at_once=2))
    with_the_new = [token for token in tokens() if Seals([NEW, OLD]).is_current(token)]
    assert len(with_the_new) == 3
    assert {one.what: one.resealed for one in reseal_everything()}[TENDERS] == 3


def test_what_no_key_opens_stays_as_it_is_and_is_counted(sealed_under_the_old):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE billing_tenderaccount SET code = 'lost' WHERE id ="
                       " (SELECT min(id) FROM billing_tenderaccount)")  # fmt: skip
    found = {one.what: one for one in reseal_everything()}
    assert found[TENDERS] == Resealed(TENDERS, seen=5, resealed=4, broken=1)
    assert "lost" in tokens()


def test_whoever_writes_meanwhile_is_not_overwritten(sealed_under_the_old, monkeypatch):
    first = TenderAccount.objects.earliest("pk")

    def somebody_writes(token: str) -> str:
        TenderAccount.objects.filter(pk=first.pk).update(code="GC-9999-ZZZZ")
        return Seals([NEW, OLD]).reseal(token)

    with monkeypatch.context() as writing:
        writing.setattr(resealing, "reseal", somebody_writes)
        list(reseal_everything())
    assert TenderAccount.objects.get(pk=first.pk).code == "GC-9999-ZZZZ"


def test_who_is_signed_in_stays_so_when_the_signing_key_changes(settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = OLD, []
    token = token_for("CV-1001")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    assert conversation_of(token) == "CV-1001"
    assert conversation_of(token_for("CV-1002")) == "CV-1002"
    settings.SECRET_KEY_FALLBACKS = []
    assert conversation_of(token) is None, "once the old key is gone, so is what it signed"


def test_each_secret_comes_from_the_environment_or_from_a_file_alone(monkeypatch, tmp_path):
    file = tmp_path / "secret"
    file.write_text("from-a-file\n")
    monkeypatch.setenv("MAKEGOOD_METRICS_KEY", "from-the-environment")
    assert environment.text("MAKEGOOD_METRICS_KEY") == "from-the-environment"
    monkeypatch.setenv("MAKEGOOD_METRICS_KEY_FILE", str(file))
    assert environment.text("MAKEGOOD_METRICS_KEY") == "from-a-file"
    reads = re.compile(r"(environ|getenv).*(KEY|SECRET|PASSWORD)")
    sources = (HOUSE / "src").rglob("*.py")
    found = {path.name for path in sources if reads.search(path.read_text())}
    assert found == {"place.py"}, "it names the file of the place's own secret, and reads none"
