import json

from makegood.core.actor import V1, V2, Actor, Channel
from makegood.core.canonical import digest
from makegood.core.looks import note_look
from makegood.core.models import Effect
from makegood.core.runner import preview, run
from makegood.domains.cases.models import PrivacyRequest
from makegood.domains.cases.queries import privacy_request_card
from makegood.domains.cases.queries.pages import record_file, record_sheet
from makegood.domains.cases.tests.conftest import automated, ines
from makegood.domains.conversations.models import Notice
from makegood.domains.documents.queries import document

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
