"""Keep what was learned, so that the next start and every further worker need not learn again.

One file for each thing that was ever learned from. Its name is a hash over all of that: the
company's words, and this very code. It begins with a hash over itself, so that a file that was
damaged, cut short or named otherwise is seen, and learned anew. Nothing in it can be run.
"""

import fcntl
import hashlib
import io
import json
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from makegood.handbook import phrasings
from makegood.representative.understand.features import Features
from makegood.representative.understand.model import IntentModel
from makegood.representative.understand.sureness import Sureness
from makegood.representative.understand.weights import Weights

MOST_KEPT = 4
"""So many of the files that were used last stay: of 25 MB each, for the editions in use."""
HASH_BYTES = 32
OF_COLUMNS = ("marks", "rarity", "is_run")
OF_WEIGHTS = ("starts", "labels", "values", "offsets")
log = logging.getLogger(__name__)


class Keeping:
    """A folder of learned models; whoever finds none there learns it and leaves it for others."""

    def __init__(self, folder: Path, beside: Callable[[], None] | None = None) -> None:
        """`beside` has another program learn the same, so that this one can go on meanwhile."""
        self._folder, self._beside = folder, beside

    def model(self, learnt_from: str, learn: Callable[[], IntentModel]) -> IntentModel:
        """The model that these words teach, read if somebody learned it before.

        Of several who need it at once, one learns and the others wait. Where nothing can be kept
        it is learned all the same.
        """
        file = self._folder / f"{_hash_of(learnt_from)}.model"
        if found := self._read(file):
            return found
        model: IntentModel | None = None
        try:
            if self._beside:
                with self._one_at_a_time("beside.lock"):
                    if found := self._read(file):
                        return found
                    self._beside()
            with self._one_at_a_time("learning.lock"):
                if found := self._read(file):
                    return found
                model = learn()
                self._write(file, model)
        except OSError as fault:
            log.warning("what was learned cannot be kept in %s: %s", self._folder, fault)
        return model or learn()

    @contextmanager
    def _one_at_a_time(self, name: str) -> Iterator[None]:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self._folder / name).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # given back with the file, even after `kill -9`
            yield

    def _read(self, file: Path) -> IntentModel | None:
        try:
            written = file.read_bytes()
            with suppress(OSError):  # a folder that is only read keeps no order of use
                os.utime(file)
        except FileNotFoundError:
            return None
        except OSError as fault:
            log.warning("%s cannot be read, so it is learned anew: %s", file, fault)
            return None
        content = memoryview(written)[HASH_BYTES:]
        if _seal(file, content) != written[:HASH_BYTES]:
            log.warning("%s is damaged or belongs elsewhere, so it is learned anew", file)
            with suppress(OSError):
                file.unlink(missing_ok=True)
            return None
        try:
            return _unpacked(content)
        except (KeyError, ValueError, BadZipFile) as fault:
            log.warning("%s cannot be understood, so it is learned anew: %s", file, fault)
            return None

    def _write(self, file: Path, model: IntentModel) -> None:
        content = _packed(model)
        arriving = self._folder / "arriving"
        with arriving.open("wb") as into:
            into.write(_seal(file, content))
            into.write(content)
        os.replace(arriving, file)
        kept = sorted(self._folder.glob("*.model"), key=lambda one: one.stat().st_mtime)
        for old in kept[:-MOST_KEPT]:
            old.unlink(missing_ok=True)


def _packed(model: IntentModel) -> memoryview:
    told = {
        "labels": model.labels,
        "outside": model.outside,
        "sharpness": model.sureness.sharpness,
        "outside_column": model.sureness.outside,
    }
    into = io.BytesIO()
    np.savez(
        into,
        told=np.frombuffer(json.dumps(told).encode(), np.uint8),
        **{name: getattr(model.features, name) for name in OF_COLUMNS},
        **{name: getattr(model.weights, name) for name in OF_WEIGHTS},
        signs=model.sureness.signs,
    )
    return into.getbuffer()


def _unpacked(content: memoryview) -> IntentModel:
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        told = json.loads(arrays["told"].tobytes())
        features = Features(*(arrays[name] for name in OF_COLUMNS))
        sureness = Sureness(told["sharpness"], told["outside_column"], arrays["signs"])
        weights = Weights(*(arrays[name] for name in OF_WEIGHTS))
    return IntentModel(told["outside"]).knowing(tuple(told["labels"]), features, sureness, weights)


def _seal(file: Path, content: memoryview) -> bytes:
    digest = hashlib.sha256(file.name.encode())
    digest.update(content)
    return digest.digest()


def _hash_of(learnt_from: str) -> str:
    return hashlib.sha256(f"{_this_code()}\0{np.__version__}\0{learnt_from}".encode()).hexdigest()


@cache
def _this_code() -> str:
    """A hash over all that turns words into a model, so that no other code's file is taken."""
    here = Path(__file__).parent
    digest = hashlib.sha256()
    sources = [one for one in here.rglob("*.py") if "tests" not in one.relative_to(here).parts]
    for source in [*sorted(sources), Path(str(phrasings.__file__))]:
        digest.update(source.read_bytes())
    return digest.hexdigest()
