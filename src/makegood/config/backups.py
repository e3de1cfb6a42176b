"""Keep a copy of all records in one file that proves itself, and bring it back elsewhere."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import tarfile
import tempfile
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import connection
from pydantic import BaseModel, ValidationError

from makegood import __version__
from makegood.config import engines
from makegood.core import journal
from makegood.core.clock import now
from makegood.core.models import JournalHead
from makegood.domains.ledger.queries import trial_balance_sum
from makegood.faces.cli.premises import BackupRefused, Kept

_MANIFEST, _CONTENT = "manifest.json", "records"
_MOST_OF_MANIFEST = 1_000_000
_CHUNK = 1 << 20


class Manifest(BaseModel):
    """What a backup holds, so that it can be proven whole. `seal` is made with our secret."""

    makegood: str
    engine: str
    made_at: str
    sha256: str
    journal_rows: int
    journal_hash: str
    rows: dict[str, int]
    seal: str = ""

    def sealed_with(self, secret: str) -> str:
        """The seal over everything else in this manifest, under a secret of ours."""
        text = json.dumps(self.model_dump(exclude={"seal"}), sort_keys=True)
        return hmac.new(f"backup:{secret}".encode(), text.encode(), hashlib.sha256).hexdigest()


def back_up(file: Path) -> Kept:
    """Copy all records into a file while the company goes on working. BackupRefused."""
    if file.exists():
        raise BackupRefused(f"{file} is there already; nothing was overwritten.")
    with tempfile.TemporaryDirectory(dir=file.parent) as folder:
        content = Path(folder) / _CONTENT
        rows, head = engines.copy_records(content)
        manifest = Manifest(
            makegood=__version__,
            engine=connection.vendor,
            made_at=now().isoformat(),
            sha256=_digest(content),
            journal_rows=head[0],
            journal_hash=head[1],
            rows=rows,
        )
        manifest.seal = manifest.sealed_with(settings.SECRET_KEY)
        packed = Path(folder) / "packed"
        _pack(packed, manifest, content)
        os.replace(packed, file)
    return Kept(sum(manifest.rows.values()), manifest.journal_rows)


def restore(file: Path, into: str) -> Kept:
    """Bring a backup back into an empty place, and prove it there. Source: AC08.3.

    BackupRefused, with nothing left behind, when a byte of it was changed, when it was not made
    with this company's secret, when the place is not empty, or when what came back does not
    prove itself: the journal's chain, the trial balance, the number of rows of each table.
    """
    try:
        with tarfile.open(file) as packed, tempfile.TemporaryDirectory() as folder:
            manifest = _manifest(packed)
            content = Path(folder) / _CONTENT
            _unpack(packed, content)
            if not hmac.compare_digest(_digest(content), manifest.sha256):
                raise BackupRefused("The records in it were changed since; nothing was restored.")
            with engines.brought_back(content, into, manifest.engine):
                return _proven(manifest)
    except (OSError, tarfile.TarError, KeyError, ValidationError) as fault:
        raise BackupRefused(f"{file} is no backup of Makegood: {fault}.") from None


def _proven(manifest: Manifest) -> Kept:
    finding = journal.verify()
    if not finding.is_intact:
        raise BackupRefused(f"Row {finding.broken_at} of its journal: {finding.reason}.")
    head = JournalHead.objects.get(pk=1)
    if (head.seq, head.hash) != (manifest.journal_rows, manifest.journal_hash):
        raise BackupRefused("Its journal does not end where it ended when it was made.")
    if trial_balance_sum().cents:
        raise BackupRefused(f"Its trial balance is {trial_balance_sum()} and not zero.")
    counted = engines.row_counts()
    differing = sorted(
        name
        for name in manifest.rows.keys() | counted.keys()
        if manifest.rows.get(name) != counted.get(name)
    )
    if differing:
        raise BackupRefused(f"Other numbers of rows than it was made with: {', '.join(differing)}.")
    return Kept(sum(counted.values()), finding.rows)


def _manifest(packed: tarfile.TarFile) -> Manifest:
    with _member(packed, _MANIFEST) as opened:
        manifest = Manifest.model_validate_json(opened.read(_MOST_OF_MANIFEST))
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    seals = [manifest.sealed_with(secret) for secret in secrets]
    if not any(hmac.compare_digest(seal, manifest.seal) for seal in seals):
        raise BackupRefused(
            "Its manifest was changed, or it was made with another secret than the one here; "
            "nothing was restored."
        )
    return manifest


def _pack(packed: Path, manifest: Manifest, content: Path) -> None:
    told = manifest.model_dump_json(indent=2).encode()
    descriptor = os.open(packed, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as written:
        with tarfile.open(fileobj=written, mode="w") as tar:
            named = tarfile.TarInfo(_MANIFEST)
            named.size, named.mode = len(told), 0o600
            tar.addfile(named, BytesIO(told))
            tar.add(content, _CONTENT)
        written.flush()
        os.fsync(written.fileno())


def _unpack(packed: tarfile.TarFile, content: Path) -> None:
    with _member(packed, _CONTENT) as opened, content.open("wb") as written:
        while chunk := opened.read(_CHUNK):
            written.write(chunk)


def _member(packed: tarfile.TarFile, name: str) -> BinaryIO:
    found = packed.extractfile(name)
    if found is None:
        raise KeyError(name)
    return found  # type: ignore[return-value]  # a tar gives bytes, its type says IO[bytes]


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
