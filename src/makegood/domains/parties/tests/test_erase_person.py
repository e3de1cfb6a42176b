from makegood.core.runner import run
from makegood.domains.billing.tests.till import COMPANY, inside
from makegood.domains.parties.models import OptOut
from makegood.domains.parties.queries import find_parties, may_contact, party_card
from makegood.domains.parties.queries.kept import kept_person
from makegood.domains.parties.tests.inside import proven

TOM = "tom.gallagher@example.com"


def erase(*, reach=False, identity=False):
    done = inside(
        "parties.erase_person", COMPANY, party="C-6", keeps_reach=reach, keeps_identity=identity
    )
    assert done.is_done, done
    return done.result


def test_nothing_says_who_it_was(cast):
    proven("CV-9", "C-6")

    found = erase()

    kept = kept_person("C-6")
    assert (found["contact_points"], found["proofs"]) == (2, 2)
    assert (kept.name, kept.contact_points, kept.consents, kept.proofs) == ("", (), (), ())
    assert {one.line1 for one in kept.addresses} == {""}
    assert find_parties("Gallagher") == find_parties(TOM) == ()


def test_the_name_stays_where_records_that_stay_need_it(cast):
    erase(identity=True)

    assert party_card("C-6").name == "Tom Gallagher"
    assert party_card("C-6").addresses[0].line1 == "14 Mill Road"
    assert party_card("C-6").contact_points == ()


def test_the_addresses_stay_where_we_must_still_write(cast):
    erase(reach=True, identity=True)

    assert [one.value for one in party_card("C-6").contact_points] == [TOM, "+12025550106"]
    assert not may_contact("C-6", "email", "marketing")


def test_whoever_comes_with_the_same_address_gets_no_advertising_until_they_agree(cast):
    erase()
    new = run(
        "parties.register_party",
        {"kind": "person", "name": "Tom G", "language": "en", "history": {
            "number": "C-99", "since": "2026-06-15",
            "accounts": [{"number": "40099", "opened_on": "2026-06-15"}], "addresses": [],
            "contact_points": [{"kind": "email", "value": TOM, "added_on": "2026-06-15"}],
            "consents": [],
        }},
        actor=COMPANY,
    )  # fmt: skip
    assert new.is_done, new

    assert TOM not in str(list(OptOut.objects.values()))
    stopped = OptOut.objects.exclude(contact_value="").filter(channel="email", lifted_at=None)
    assert stopped.count() == 1
    agreed = {"purpose": "marketing", "channel": "email", "wording": "Yes, write to me."}
    done = run("parties.capture_consent", agreed, actor=COMPANY.on_behalf_of("C-99"))
    assert done.is_done, done
    assert may_contact("C-99", "email", "marketing")
    assert stopped.count() == 0
