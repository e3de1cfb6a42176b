"""Keep sensitive identifiers so that the stored rows alone give none of them away."""

from __future__ import annotations

import hmac
import re
import unicodedata
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Expression
from django.db.models.lookups import Lookup, Transform

if TYPE_CHECKING:
    _Text = models.TextField[str, str]
else:
    _Text = models.TextField

_SHORTEST_KEY = 32
_SPACES_AND_DASHES = re.compile(r"[\s\-\u2010-\u2015\u2212]+")
_ONE_WAY = "hmac-sha256"


class SealBroken(ValueError):
    """What was stored cannot be opened: it was changed, or its key is no longer kept."""


class Seals:
    """What the company seals and opens with: its secret keys, the current one first.

    A new key goes to the front of the list. The old ones still open what they sealed, until
    it is resealed; then they may go. A key is a text of 32 or more characters; each use
    (sealing, finding again, one-way codes) derives its own, so no use weakens another.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        if not keys or min(map(len, keys)) < _SHORTEST_KEY:
            raise ImproperlyConfigured(
                "MAKEGOOD_SECRET_KEYS: write one or more secret texts of 32 or more characters,"
                " the current one first"
            )
        self._current = Fernet(_fernet_key(keys[0]))
        self._fernet = MultiFernet([Fernet(_fernet_key(key)) for key in keys])
        self._index_keys = [_derived(key, "blind index") for key in keys]
        self._code_keys = [_derived(key, "one way") for key in keys]

    def seal(self, text: str) -> str:
        """Encrypt under the current key; twice the same text gives two different tokens."""
        return self._fernet.encrypt(text.encode()).decode()

    def unseal(self, token: str) -> str:
        """Open a token sealed under any of the keys; SealBroken when none opens it."""
        try:
            return self._fernet.decrypt(token.encode()).decode()
        except InvalidToken:
            raise SealBroken(_WHY_BROKEN) from None

    def is_current(self, token: str) -> bool:
        """Whether the current key sealed it, so that no older one is needed for it."""
        try:
            self._current.decrypt(token.encode())
        except InvalidToken:
            return False
        return True

    def reseal(self, token: str) -> str:
        """Seal again under the current key what an older key sealed; SealBroken as above."""
        try:
            return self._fernet.rotate(token.encode()).decode()
        except InvalidToken:
            raise SealBroken(_WHY_BROKEN) from None

    def blind_index(self, text: str, kind: str = "") -> str:
        """What to store beside a sealed text so that the same text can be found again.

        64 hexadecimal digits. Case, spaces and dashes make no difference. Give each kind of
        identifier its own `kind`, so that equal numbers of two kinds do not show as equal.
        """
        return _mac(self._index_keys[0], kind, _plain(text))

    def blind_indexes(self, text: str, kind: str = "") -> tuple[str, ...]:
        """What may be stored for this text under each key: search for any of them."""
        return tuple(_mac(key, kind, _plain(text)) for key in self._index_keys)

    def one_way(self, code: str, salt: str) -> str:
        """What to store of a verification code that is only ever compared, never shown.

        A keyed HMAC and not a slow hash: of six digits there are only a million, which any
        hash lets a thief of the database try through in hours, however slow it is. The key,
        which is not in the database, is what protects them; and a check stays fast, so that
        nobody can tire out the service with wrong codes. The salt (such as the number of the
        verification) keeps equal codes from showing as equal. Source: C04.
        """
        return f"{_ONE_WAY}${salt}${_mac(self._code_keys[0], salt, _plain(code))}"

    def same(self, code: str, stored: str) -> bool:
        """Whether this is the code that `one_way` stored; takes as long when it is not."""
        algorithm, _, rest = stored.partition("$")
        salt, _, mac = rest.rpartition("$")
        # Bytes, because compare_digest refuses text beyond ASCII.
        given = mac.encode()
        found = [
            hmac.compare_digest(_mac(key, salt, _plain(code)).encode(), given)
            for key in self._code_keys
        ]
        return algorithm == _ONE_WAY and any(found)


def seal(text: str) -> str:
    """Encrypt a sensitive identifier under the company's current key."""
    return _seals().seal(text)


def unseal(token: str) -> str:
    """Open a sealed identifier; SealBroken when no key the company keeps opens it."""
    return _seals().unseal(token)


def is_current(token: str) -> bool:
    """Whether the current key sealed it."""
    return _seals().is_current(token)


def reseal(token: str) -> str:
    """Seal again under the current key what an older key sealed."""
    return _seals().reseal(token)


def blind_index(text: str, kind: str = "") -> str:
    """What to store beside a sealed text so that the same text can be found again."""
    return _seals().blind_index(text, kind)


def blind_indexes(text: str, kind: str = "") -> tuple[str, ...]:
    """What may be stored for this text under each key: search for any of them."""
    return _seals().blind_indexes(text, kind)


def one_way(code: str, salt: str) -> str:
    """What to store of a verification code; see `Seals.one_way` for why this way."""
    return _seals().one_way(code, salt)


def same(code: str, stored: str) -> bool:
    """Whether this is the code that `one_way` stored."""
    return _seals().same(code, stored)


class SealedField(_Text):
    """A column of sealed text: plain in memory, a token in the database.

    An empty text stays empty, and says that there is none: no need of NULL. Rows cannot be
    searched by it: keep a `blind_index` in a column beside it, and name that column in `found_by`
    with the index's kind, so that both are made anew when the key changes.
    """

    description = "Sealed text"

    def __init__(self, *, found_by: str = "", index_kind: str = "", **usual: Any) -> None:
        self.found_by, self.index_kind = found_by, index_kind
        super().__init__(**usual)

    def get_prep_value(self, value: object) -> str | None:
        """Seal what goes into the database."""
        plain = super().get_prep_value(value)
        return seal(plain) if plain else plain

    def from_db_value(
        self, value: str | None, expression: Expression, connection: BaseDatabaseWrapper
    ) -> str | None:
        """Open what comes out of the database."""
        return unseal(value) if value else value

    def get_lookup(self, lookup_name: str) -> type[Lookup[object]] | None:
        """Refuse a search that could never find anything, because no two tokens are equal."""
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is sealed: search by its blind index")
        return super().get_lookup(lookup_name)

    def get_transform(self, lookup_name: str) -> type[Transform] | None:
        """Refuse to compute with what the database cannot read."""
        raise FieldError(f"{self.name} is sealed: the database cannot compute with it")


_WHY_BROKEN = (
    "This sealed text was changed or its key is no longer in MAKEGOOD_SECRET_KEYS;"
    " nothing was changed. Put the old key back at the end of the list"
)


def _seals() -> Seals:
    return _seals_with(tuple(settings.SECRET_KEYS_FOR_SEALING))


@lru_cache(maxsize=8)
def _seals_with(keys: tuple[str, ...]) -> Seals:
    return Seals(keys)


def _derived(key: str, use: str) -> bytes:
    derivation = HKDF(SHA256(), length=32, salt=None, info=f"makegood {use} v1".encode())
    return derivation.derive(key.encode())


def _fernet_key(key: str) -> bytes:
    return urlsafe_b64encode(_derived(key, "seal"))


def _mac(key: bytes, kind: str, text: str) -> str:
    # The length before the kind keeps ("ab", "c") and ("a", "bc") apart.
    message = f"{len(kind)}:{kind}{text}".encode()
    return hmac.new(key, message, sha256).hexdigest()


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _SPACES_AND_DASHES.sub("", folded)
