"""Sensitive identifiers are unreadable in the database and found again all the same."""

import hmac

import pytest
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import connection, models
from django.test.utils import isolate_apps

from makegood.core import sealed
from makegood.core.sealed import SealBroken, SealedField, Seals

OLD = "an-old-key-of-more-than-32-characters"
NEW = "a-new-key-of-more-than-thirty-two-characters"
SSN = "123-45-6789"


@pytest.fixture
def company_keys(settings):
    settings.SECRET_KEYS_FOR_SEALING = [OLD]
    return settings


def test_a_sealed_text_opens_again_and_shows_nothing_of_itself():
    seals = Seals([OLD])
    token = seals.seal("Ünïcode 123-45-6789")
    assert seals.unseal(token) == "Ünïcode 123-45-6789"
    assert "6789" not in token
    assert seals.seal(SSN) != seals.seal(SSN)


def test_after_a_new_key_the_old_tokens_still_open_and_resealing_frees_the_old_key():
    token = Seals([OLD]).seal(SSN)
    both = Seals([NEW, OLD])
    assert both.unseal(token) == SSN
    with pytest.raises(SealBroken):
        Seals([NEW]).unseal(token)
    resealed = both.reseal(token)
    assert Seals([NEW]).unseal(resealed) == SSN
    with pytest.raises(SealBroken):
        Seals([OLD]).unseal(resealed)


@pytest.mark.parametrize("token", ["", "no token", SSN, "gAAAAA", "Ü"])
def test_what_is_no_token_is_refused_with_what_to_do(token):
    for opened in (Seals([OLD]).unseal, Seals([OLD]).reseal):
        with pytest.raises(SealBroken, match="Put the old key back"):
            opened(token)


def test_a_changed_token_is_refused():
    token = Seals([OLD]).seal(SSN)
    changed = token[:40] + ("A" if token[40] != "A" else "B") + token[41:]
    with pytest.raises(SealBroken):
        Seals([OLD]).unseal(changed)


def test_the_blind_index_is_the_same_however_the_number_is_written():
    seals = Seals([OLD])
    written = ["123-45-6789", "123456789", "123 45 6789", "１２３–４５–６７８９"]
    assert len({seals.blind_index(each) for each in written}) == 1
    assert len(seals.blind_index(SSN)) == 64
    assert seals.blind_index("gb82west") == seals.blind_index("GB82 WEST")
    assert seals.blind_index("123456788") != seals.blind_index("123456789")


def test_the_blind_index_differs_by_kind_and_by_key():
    assert Seals([OLD]).blind_index(SSN, "ssn") != Seals([OLD]).blind_index(SSN, "account")
    assert Seals([OLD]).blind_index("bc", "a") != Seals([OLD]).blind_index("c", "ab")
    assert Seals([OLD]).blind_index(SSN) != Seals([NEW]).blind_index(SSN)


def test_what_was_indexed_under_an_old_key_is_found_under_any_of_the_keys():
    both = Seals([NEW, OLD])
    assert both.blind_index(SSN) == both.blind_indexes(SSN)[0]
    assert Seals([OLD]).blind_index(SSN) in both.blind_indexes(SSN)


def test_a_code_is_recognised_and_cannot_be_read_back():
    seals = Seals([OLD])
    stored = seals.one_way("482913", "verification:VF-1")
    assert "482913" not in stored
    assert seals.same("482913", stored)
    assert seals.same("482 913", stored)
    assert not seals.same("482914", stored)
    assert not seals.same("", stored)


def test_the_same_code_is_stored_differently_under_another_salt_or_key():
    seals = Seals([OLD])
    assert seals.one_way("482913", "a") != seals.one_way("482913", "b")
    stored = seals.one_way("482913", "with$dollar")
    assert seals.same("482913", stored)
    assert Seals([NEW, OLD]).same("482913", stored)
    assert not Seals([NEW]).same("482913", stored)


@pytest.mark.parametrize("stored", ["", "482913", "$$", "hmac-sha256$a$", "md5$a$b", "é$é$é"])
def test_a_code_is_never_the_same_as_something_that_was_not_stored_so(stored):
    assert not Seals([OLD]).same("482913", stored)


def test_a_code_stored_in_another_way_is_not_taken_for_ours():
    stored = Seals([OLD]).one_way("482913", "a")
    assert not Seals([OLD]).same("482913", stored.replace("hmac-sha256", "hmac-sha512"))


def test_each_use_has_its_own_key():
    seals = Seals([OLD])
    assert seals.blind_index("482913", "a") not in seals.one_way("482913", "a")


def test_codes_are_compared_in_constant_time_under_every_key(monkeypatch):
    compared: list[tuple[bytes, bytes]] = []
    real = hmac.compare_digest

    def watched(one, other):
        compared.append((one, other))
        return real(one, other)

    monkeypatch.setattr(hmac, "compare_digest", watched)
    seals = Seals([NEW, OLD])
    stored = seals.one_way("482913", "a")
    assert seals.same("482913", stored)
    assert len(compared) == 2
    assert not seals.same("999999", stored)
    assert len(compared) == 4


@pytest.mark.parametrize("keys", [[], [""], ["short"], [OLD, "short"]])
def test_missing_or_short_keys_are_refused_by_the_name_of_their_setting(keys):
    with pytest.raises(ImproperlyConfigured, match="MAKEGOOD_SECRET_KEYS"):
        Seals(keys)


def test_the_company_seals_with_the_keys_of_its_settings(company_keys):
    token, stored = sealed.seal(SSN), sealed.one_way("482913", "a")
    index = sealed.blind_index(SSN, "ssn")
    company_keys.SECRET_KEYS_FOR_SEALING = [NEW, OLD]
    assert sealed.unseal(token) == SSN
    assert sealed.same("482913", stored)
    assert index in sealed.blind_indexes(SSN, "ssn")
    resealed = sealed.reseal(token)
    company_keys.SECRET_KEYS_FOR_SEALING = [NEW]
    assert sealed.unseal(resealed) == SSN


@pytest.mark.django_db(transaction=True)
@isolate_apps("makegood.core")
def test_a_sealed_column_holds_a_token_and_the_row_the_text(company_keys):
    class Vault(models.Model):
        tax_number = SealedField(blank=True)
        tax_number_index = models.CharField(max_length=64, default="")
        objects: "models.Manager[Vault]" = models.Manager()

        class Meta:
            app_label = "core"

    with connection.schema_editor() as editor:
        editor.create_model(Vault)
    try:
        index = sealed.blind_index(SSN, "ssn")
        kept = Vault.objects.create(tax_number=SSN, tax_number_index=index)
        empty = Vault.objects.create(tax_number="")
        with connection.cursor() as cursor:
            cursor.execute("SELECT tax_number FROM core_vault ORDER BY id")
            stored = [row[0] for row in cursor.fetchall()]
        assert stored[1:] == [""]
        assert sealed.unseal(stored[0]) == SSN
        assert SSN not in stored[0]
        assert Vault.objects.get(tax_number_index=index).tax_number == SSN
        assert Vault.objects.get(pk=empty.pk).tax_number == ""
        assert not Vault.objects.filter(tax_number__isnull=True).exists()
        with pytest.raises(FieldError, match="search by its blind index"):
            Vault.objects.filter(tax_number=SSN)
        with pytest.raises(FieldError, match="cannot compute"):
            Vault.objects.filter(tax_number__lower__exact="x")
        Vault.objects.filter(pk=kept.pk).update(tax_number="987-65-4321")
        kept.refresh_from_db()
        assert kept.tax_number == "987-65-4321"
    finally:
        with connection.schema_editor() as editor:
            editor.delete_model(Vault)
