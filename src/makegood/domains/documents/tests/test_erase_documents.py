import pytest

from makegood.core.actor import Actor
from makegood.core.outcome import NotFound
from makegood.core.runner import run
from makegood.domains.billing.tests.till import COMPANY, inside
from makegood.domains.documents.keeping import keep
from makegood.domains.documents.models import Content
from makegood.domains.documents.queries import content, documents_of


@pytest.fixture(autouse=True)
def _northvale(northvale, db):
    pass


def filed(party):
    sha256 = keep(b"%PDF-1.7 a photo of a floor", "application/pdf")
    asked = {
        "sha256": sha256, "party": party, "type": "photo", "title": "A floor",
        "subject": "conversation:CV-1", "source": "desk:rae",
    }  # fmt: skip
    done = run("documents.file_document", asked, actor=Actor.system("system:tests"))
    return str(done.answer("document"))


def test_a_paper_and_its_bytes_are_gone():
    number = filed("C-6")
    kept = Content.objects.count()

    done = inside("documents.erase_documents", COMPANY, party="C-6", documents=[number])

    assert done.result == {"filings": 1, "documents": [number]}
    assert documents_of("C-6") == ()
    assert Content.objects.count() == kept - 1
    with pytest.raises(NotFound):
        content(number)


def test_what_is_in_somebody_elses_file_too_stays_there():
    number = filed("C-6")
    assert filed("C-5") == number

    done = inside("documents.erase_documents", COMPANY, party="C-6", documents=[number])

    assert done.result == {"filings": 1, "documents": []}
    assert documents_of("C-6") == ()
    assert [one.number for one in documents_of("C-5")] == [number]
    assert content(number).startswith(b"%PDF")
