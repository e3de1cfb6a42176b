"""Let Django answer in threads: each request is handed over once, and its whole answer once back.

Streams are Starlette's; what Django answers is whole, so that nothing need go back and forth while
it works, which would cost more than most answers.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from io import BytesIO
from typing import cast

from a2wsgi import asgi_typing
from a2wsgi.wsgi import Body, build_environ
from a2wsgi.wsgi_typing import Environ, WSGIApp
from starlette.types import Message, Receive, Scope, Send

from makegood.config.settings import DATA_UPLOAD_MAX_MEMORY_SIZE

_Headers = list[tuple[str, str]]


class Pages:
    """Answers requests with a WSGI application, some at a time, each in a thread."""

    def __init__(self, application: WSGIApp, threads: int) -> None:
        self._application = application
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="page")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; whoever wants a websocket finds none."""
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1000})
            return
        loop = asyncio.get_running_loop()
        content = await _content(scope, receive, loop)
        if content is None:
            return
        environ = build_environ(cast(asgi_typing.HTTPScope, scope), cast(Body, content))
        work = copy_context().run
        start, body = await loop.run_in_executor(self._threads, work, self._answer, environ)
        await send(start)
        await send(body)

    def _answer(self, environ: Environ) -> tuple[Message, Message]:
        started: list[Message] = []
        later: list[bytes] = []

        def start(status: str, headers: _Headers, *_: object) -> Callable[[bytes], None]:
            # Django begins a cookie with a space, which the server does not let through.
            spelled = [
                (name.lower().encode(), value.strip().encode("latin-1")) for name, value in headers
            ]
            code = int(status.partition(" ")[0])
            started.append({"type": "http.response.start", "status": code, "headers": spelled})
            return later.append

        pieces: Iterable[bytes] = self._application(environ, start)
        try:
            body = b"".join((*pieces, *later))
        finally:
            getattr(pieces, "close", lambda: None)()
        return started[-1], {"type": "http.response.body", "body": body}


async def _content(
    scope: Scope, receive: Receive, loop: asyncio.AbstractEventLoop
) -> BytesIO | Body | None:
    """What came with a request: at hand if it is short, else read as far as somebody wants it.

    None when the caller went away in the middle: half a form is no form.
    """
    length = dict(scope["headers"]).get(b"content-length", b"0")
    if not (length.isdigit() and int(length) <= DATA_UPLOAD_MAX_MEMORY_SIZE):
        return Body(loop, cast(asgi_typing.Receive, receive))
    content = BytesIO()
    while content.tell() < int(length):
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        content.write(message.get("body", b""))
        if not message.get("more_body"):
            break
    content.seek(0)
    return content
