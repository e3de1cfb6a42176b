"""Serve what browsers load as it is: scripts, styles, pictures, from the folder of each face."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike, stat_result
from pathlib import Path

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

_FOR_GOOD = "public, max-age=31536000, immutable"
_ASK_AGAIN = "public, no-cache"


class Statics(StaticFiles):
    """Files of several folders under one address.

    With `?v=` in the address a file is kept for good; without, a browser asks whether it
    changed, and is answered by its ETag.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        super().__init__(directory=None)
        self.all_directories = [str(folder) for folder in folders]

    def file_response(
        self,
        full_path: str | PathLike[str],
        stat_result: stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """One file, with how long it may be kept."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        is_versioned = scope.get("query_string", b"").startswith(b"v=")
        response.headers["Cache-Control"] = _FOR_GOOD if is_versioned else _ASK_AGAIN
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response
