import json

from makegood.core import clock
from makegood.core.actor import V1, V2, Actor, Channel
from makegood.core.canonical import digest
from makegood.core.looks import note_look
from makegood.core.models import Effect
from makegood.core.runner import preview, run
from makegood.domains.aftersales.models import FoundItem, Repair, Unit
from makegood.domains.billing.models import Refund
from makegood.domains.cases.models import PrivacyRequest
from makegood.domains.cases.queries import privacy_request_card
from makegood.domains.cases.queries.pages import record_file, record_sheet
from makegood.domains.cases.tests.conftest import automated, ines
from makegood.domains.conversations.models import Notice
from makegood.domains.dealers.models import Audit, Dealer
from makegood.domains.documents.queries import document
from makegood.domains.ordering.models import TaxExemption

TOM = automated(party="C-6", level=V2)


def export(actor=TOM):
    done = run("cases.export_records", {}, actor=actor)
    assert done.is_done, done
    return done


def test_a_person_gets_one_file_with_everything_kept_about_them(case):
    run("conversations.open_conversation", {"channel": "chat"}, actor=Actor.anonymous(Channel.CHAT))
    note_look(ines(), "C-6", "C-6")

    done = export()

    card = privacy_request_card(str(done.answer("request")))
    kept = record_file(card.number)
    whole = json.loads(kept)
    record = whole["record"]
    assert (card.kind, card.state, str(card.due_on)) == ("access", "answered", "2026-07-15")
    assert digest(kept) == done.answer("sha256") == document(card.document).sha256
    assert whole["about"] == "C-6"
    assert record["person"]["name"] == "Tom Gallagher"
    assert [one["value"] for one in record["person"]["contact_points"]] == [
        "tom.gallagher@example.com", "+12025550106",
    ]  # fmt: skip
    assert [one["summary"] for one in record["cases"]] == ["The driver scratched my floor."]
    assert [one["subject"] for one in record["letters"]] == ["Your case CS-1001"]
    assert record["looks"] == [
        {"at": "2026-06-15T14:00:00+00:00", "role": "S1", "channel": "desk",
         "looked_first_at": "C-6"}
    ]  # fmt: skip


def test_nobody_elses_facts_are_in_it(case):
    export()

    kept = record_file(PrivacyRequest.objects.get().number).decode()

    assert "rae" not in kept
    assert "Priya" not in kept
    assert "C-5" not in kept


def test_the_notice_says_where_to_fetch_it_and_carries_none_of_it(case):
    export()

    notice = Notice.objects.get(name="records_ready")
    sent = Effect.objects.get(key=f"notice:{notice.number}")
    assert "/my/" in notice.body
    assert "scratched" not in str(sent.payload)
    assert (notice.to, notice.purpose) == ("tom.gallagher@example.com", "legal")


def test_the_pages_are_typeset_from_the_file_in_the_readers_language(case):
    number = str(export().answer("request"))

    sheet = record_sheet(number, "es")

    assert sheet.title == "Lo que guardamos de usted"
    assert sheet.addressee == ("Tom Gallagher", "C-6")
    assert "PEDIDOS" in sheet.paragraphs
    assert any("The driver scratched my floor." in one for one in sheet.paragraphs)


def test_who_only_says_to_be_somebody_gets_nothing(cast):
    refused = run("cases.export_records", {}, actor=automated(party="C-6", level=V1))

    assert refused.code == "verification_required"
    assert not PrivacyRequest.objects.exists()


def test_a_preview_keeps_nothing(cast):
    seen = preview("cases.export_records", {}, actor=TOM)

    assert seen.is_done
    assert not PrivacyRequest.objects.exists()
    assert not Effect.objects.exists()


def test_what_every_domain_keeps_is_in_it(cast):
    now, day = clock.now(), clock.today()
    common = {"party": "C-6", "account": "A-6", "sku": "WM-24"}
    Unit.objects.create(number="SN-1", registered_on=day, registered_by="rae", **common)
    Unit.objects.create(
        number="SN-2", registered_on=day, registered_by="rae", **{**common, "party": "C-5"}
    )
    Repair.objects.create(
        number="RP-1", serial="SN-1", component="drum", symptom="It rattles.", failed_on=day,
        place="home", pays_parts=True, pays_labour=True, authorised_at=now, authorised_by="rae",
        **common,
    )  # fmt: skip
    FoundItem.objects.create(
        number="FI-1", found_in="return:R-1", party="C-6", description="A ring.", place="Safe 2",
        found_at=now, found_by="rae", keep_until=day,
    )  # fmt: skip
    Refund.objects.create(
        number="RF-1", party="C-6", source="payment:P-1", reason="Paid twice.", total_cents=500,
        currency="USD", made_at=now, made_by="rae", due_on=day,
    )  # fmt: skip
    dealer = Dealer.objects.create(
        number="D-1", party="C-6", account="A-6", since=day, enrolled_at=now, enrolled_by="rae"
    )
    Audit.objects.create(
        number="AU-1", dealer=dealer, first_day=day, last_day=day, seed="s", among=1, drawn=["x"],
        why="By chance.", begun_at=now, begun_by="rae",
    )  # fmt: skip
    TaxExemption.objects.create(
        number="TX-1", party="C-6", region="US-VT", certificate="VT-9", expires_on=day,
        recorded_at=now, recorded_by="rae",
    )  # fmt: skip

    number = str(export().answer("request"))
    record = json.loads(record_file(number))["record"]

    parts = ("registered_pieces", "repairs", "found_items", "refunds", "dealer_audits")
    assert [[one["number"] for one in record[part]] for part in (*parts, "exemptions")] == [
        ["SN-1"], ["RP-1"], ["FI-1"], ["RF-1"], ["AU-1"], ["TX-1"],
    ]  # fmt: skip
    assert record["repairs"][0]["symptom"] == "It rattles."
    assert record["dealer"]["agreed"]["number"] == "D-1"
    assert "rae" not in record_file(number).decode()
    assert "APARATOS QUE REGISTRÓ" in record_sheet(number, "es").paragraphs
