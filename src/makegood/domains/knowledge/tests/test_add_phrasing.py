"""What a customer said becomes a phrasing, with a second person's yes."""

import subprocess

import pytest

from makegood.core.models import ApprovalRequest
from makegood.core.outcome import InvalidAsk
from makegood.core.runner import run
from makegood.domains.knowledge.models import HandbookChange
from makegood.domains.knowledge.queries import change_card, change_to_put_in, changes, dealt_with
from makegood.domains.knowledge.tests.conftest import at_desk, in_chat
from makegood.handbook import book, check, put_in

pytestmark = pytest.mark.usefixtures("cast")
SAID = "kindly fetch the humming giant from my basement"


def propose(phrasing=SAID, actor=None, **more):
    ask = {"operation": "aftersales.open_return", "language": "en", "phrasing": phrasing, **more}
    return run("knowledge.add_phrasing", ask, actor=actor or at_desk())


def agreed(proposed, who="ines", role="S1"):
    request = {"request": proposed.approval}
    return run("company.approve_request", request, actor=at_desk(who, role))


def test_it_waits_for_somebody_else_and_nothing_is_changed_before():
    proposed = propose(message="CV-1041/3")
    assert proposed.status == "pending_approval"
    assert SAID in proposed.statements[0].text("en")
    assert HandbookChange.objects.count() == 0
    assert dealt_with(["CV-1041/3"]) == frozenset()


def test_agreed_to_by_another_it_is_a_patch_that_git_takes(other_folder):
    assert agreed(propose(message="CV-1041/3")).is_done
    (card,) = changes()
    assert (card.number, card.kind, card.about) == ("KP-1001", "phrasing", "aftersales.open_return")
    assert (card.written_by, card.agreed_by) == ("staff:rae", "staff:ines")
    assert card.file == "voice/en/operations/aftersales.toml"
    assert f'+  "{SAID}",\n' in card.patch
    assert dealt_with(["CV-1041/3", "CV-1041/4"]) == {"CV-1041/3"}
    (other_folder / "one.patch").write_text(card.patch, "utf-8")
    subprocess.run(["git", "apply", "one.patch"], cwd=other_folder, check=True)
    assert not any(one.blocks for one in check(other_folder))
    assert SAID in (other_folder / card.file).read_text("utf-8")


def test_put_in_it_is_in_force(other_folder):
    agreed(propose())
    assert change_card("KP-1001").is_in_force is False
    put_in(other_folder, change_to_put_in("KP-1001"))
    reread(other_folder)
    assert SAID in book().voice("en").operation("aftersales.open_return").phrasings
    assert change_card("KP-1001").is_in_force is True


def test_two_changes_of_one_file_are_put_in_one_after_the_other(other_folder):
    agreed(propose())
    agreed(propose("please fetch the rattling beast from the cellar"))
    for number in ("KP-1001", "KP-1002"):
        put_in(other_folder, change_to_put_in(number))
        reread(other_folder)
    assert all(one.is_in_force for one in changes())


def test_nobody_agrees_to_a_change_of_their_own():
    proposed = propose(actor=at_desk("ines", "S1"))
    assert proposed.status == "pending_approval"
    refused = agreed(proposed)
    assert not refused.is_done
    assert HandbookChange.objects.count() == 0


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"operation": "aftersales.open_retrun"}, "customers have no words for"),
        ({"language": "xx"}, "xx is not spoken here"),
        ({"phrasing": "where is my order please"}, "says nearly the same"),
        ({"phrasing": "sure thing"}, "words yes"),
        ({"phrasing": "please open a case"}, "cases.open_case"),
        ({"phrasing": "take it\u200b off me"}, "a sign that nobody sees"),
    ],
)
def test_what_would_confuse_the_representative_is_refused_with_its_reason(change, told):
    ask = {"operation": "aftersales.open_return", "language": "en", "phrasing": SAID, **change}
    refused = run("knowledge.add_phrasing", ask, actor=at_desk())
    assert refused.code == "policy_denied"
    assert told in refused.statements[0].text("en")
    assert ApprovalRequest.objects.count() == 0


@pytest.mark.parametrize("phrasing", ["(a|b) c", "give {name} back", 'a"\nb', "ab", "x" * 201])
def test_words_with_signs_of_the_handbook_are_no_phrasing(phrasing):
    with pytest.raises(InvalidAsk):
        propose(phrasing)


def test_quotes_in_the_words_stay_words(other_folder):
    agreed(propose('take the "whisper" model off my hands'))
    put_in(other_folder, change_to_put_in("KP-1001"))
    assert not any(one.blocks for one in check(other_folder))


def test_customers_and_their_representative_teach_nothing():
    assert propose(actor=in_chat("C-6")).code == "not_authorised"


def reread(folder):
    from makegood.handbook import use_folder

    use_folder(folder)
