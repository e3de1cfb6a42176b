import pytest

from makegood.core import clock
from makegood.core.models import Effect
from makegood.core.statements import say
from makegood.domains.billing.tests.till import COMPANY, inside
from makegood.domains.conversations.models import Notice
from makegood.domains.conversations.operations.send_notice import SendNoticeAsk
from makegood.domains.conversations.queries import notice
from makegood.domains.conversations.tests.conftest import write_inside
from makegood.handbook import book

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(cast):
    asked = SendNoticeAsk.about(
        "party:C-6",
        to="C-6",
        notice="messages_stopped",
        says=[say(book().clause("CNV-9", on=clock.today()))],
    )
    assert write_inside(asked).is_done
    row = Notice.objects.get(party="C-6")
    Effect.objects.filter(key=f"notice:{row.number}").update(delivered_at=row.at)
    return row.number


def test_what_was_written_and_its_copy_are_gone_and_that_we_wrote_stays(letter):
    done = inside("conversations.erase_letters", COMPANY, party="C-6", notices=[letter])

    card = notice(letter)
    assert done.answer("letters") == 1
    assert (card.to, card.subject, card.body) == ("", "", "")
    assert card.name == "messages_stopped"
    assert Effect.objects.get(key=f"notice:{letter}").payload == {}


def test_somebody_elses_letter_stays(letter):
    done = inside("conversations.erase_letters", COMPANY, party="C-20", notices=[letter])

    assert done.answer("letters") == 0
    assert notice(letter).to == "tom.gallagher@example.com"
