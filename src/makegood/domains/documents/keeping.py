"""Keep the bytes of a file before the act that files them, so that no ask carries them."""

from __future__ import annotations

from makegood.core import clock
from makegood.core.canonical import digest
from makegood.core.transactions import write
from makegood.domains.documents.models import Content


def keep(content: bytes, media_type: str) -> str:
    """Keep bytes once, whoever brings them; answer with the hash by which they are named."""
    sha256 = digest(content)
    facts = {"media_type": media_type, "size": len(content), "kept_at": clock.now()}
    with write():
        Content.objects.get_or_create(sha256=sha256, defaults={**facts, "content": content})
    return sha256
