from makegood.core import clock
from makegood.domains.billing.tests.till import COMPANY, inside
from makegood.domains.parties.models import Verification
from makegood.domains.parties.tests.inside import proven


def test_proofs_go_after_two_years_but_of_whose_records_are_held(cast):
    with clock.standing_at("2026-06-15T10:00"):
        proven("CV-8", "C-6")
        proven("CV-9", "C-7")
    with clock.standing_at("2028-06-15T10:00"):
        early = inside("parties.drop_proofs", COMPANY, but=["C-7"])
    with clock.standing_at("2028-06-16T10:00"):
        done = inside("parties.drop_proofs", COMPANY, but=["C-7"])

    assert early.answer("verifications") == 0
    assert done.answer("verifications") == 2
    assert set(Verification.objects.values_list("party__number", flat=True)) == {"C-7"}
