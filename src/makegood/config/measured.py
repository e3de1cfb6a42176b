"""Count the requests, and tell a machine that asks how the server and the work stand."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import asdict
from hmac import compare_digest
from uuid import uuid4

import structlog
from django.conf import settings
from prometheus_client import CollectorRegistry, Histogram
from prometheus_client.core import REGISTRY, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from makegood.core.workload import workload
from makegood.domains.conversations.queries import model_use
from makegood.faces.shared.following import following

REQUESTS = Histogram(
    "makegood_request_seconds",
    "Requests until their answer begins, by face and by the answer's class.",
    ["face", "answer"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)
_FACES = frozenset({"desk", "api", "mcp", "static", "demo"})
_KEY = "Bearer "


class Measured:
    """Give each request a number of its own for the log, and note how long its answer took."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the app within does."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, number = time.perf_counter(), uuid4().hex
        first = scope["path"].split("/", 2)[1]
        face = first if first in _FACES else "portal"

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["X-Request-Id"] = number
                answer = f"{message['status'] // 100}xx"
                REQUESTS.labels(face, answer).observe(time.perf_counter() - began)
            await send(message)

        with structlog.contextvars.bound_contextvars(request=number):
            await self._app(scope, receive, sending)


class Work(Collector):
    """How the company's work stands, read from its records when somebody asks."""

    def collect(self) -> Iterator[Metric]:
        """One figure for each count and age of the workload."""
        for name, figure in asdict(workload()).items():
            told = name.replace("_", " ").capitalize()
            yield GaugeMetricFamily(f"makegood_{name}", f"{told}.", value=figure)


class Models(Collector):
    """What the language model was asked in the last 24 hours, and what it cost."""

    def collect(self) -> Iterator[Metric]:
        """Calls by purpose and by whether the answer was used, their cost and the slowest."""
        calls = GaugeMetricFamily(
            "makegood_model_calls", "Calls of the language model in 24 hours.",
            labels=["purpose", "used"],
        )  # fmt: skip
        cost = GaugeMetricFamily(
            "makegood_model_cost", "What they cost, in the company's currency.", labels=["purpose"]
        )
        slowest = GaugeMetricFamily(
            "makegood_model_slowest_seconds", "The slowest of them.", labels=["purpose"]
        )
        for one in model_use():
            calls.add_metric([one.purpose, "yes"], one.used)
            calls.add_metric([one.purpose, "no"], one.calls - one.used)
            cost.add_metric([one.purpose], one.cost_micros / 1_000_000)
            slowest.add_metric([one.purpose], one.longest_milliseconds / 1000)
        yield from (calls, cost, slowest)


async def metrics(request: Request) -> Response:
    """GET /metrics: the figures in Prometheus' own format, for whoever shows the key."""
    shown = request.headers.get("authorization", "").removeprefix(_KEY)
    if not settings.METRICS_KEY or not compare_digest(
        shown.encode(), settings.METRICS_KEY.encode()
    ):
        return PlainTextResponse("There is nothing of that name here for you.", 404)
    work = CollectorRegistry(auto_describe=False)
    work.register(Work())
    work.register(Models())
    body = await following.ask(lambda: generate_latest(work))
    return Response(generate_latest(REGISTRY) + body, headers={"Content-Type": CONTENT_TYPE_LATEST})
