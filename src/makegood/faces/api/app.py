"""Put the API together, and answer every fault as problem details."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from pydantic_core import ErrorDetails

from makegood import __version__
from makegood.core.faults import fault_at
from makegood.core.outcome import BrokenPromise, Fault, InvalidAsk, NotFound
from makegood.core.registry import registry
from makegood.faces.api import conversations, operations, problems, records
from makegood.faces.api.openapi import with_operations
from makegood.faces.shared.keys import NotAllowed, NotKnown


class MakegoodAPI(NinjaAPI):
    """The API, whose description names each operation of the registry."""

    def get_openapi_schema(self, **options: object) -> OpenAPISchema:
        """The OpenAPI description with a path for every operation there is now."""
        schema = super().get_openapi_schema(**options)  # type: ignore[arg-type]  # ninja's own
        return with_operations(schema, registry.all())


api = MakegoodAPI(
    title="Makegood", version=__version__, urls_namespace="api", docs_url=None,
    description="Everything a customer service representative does, for programs.",
)  # fmt: skip
api.add_router("/operations", operations.router)
api.add_router("/conversations", conversations.router)
api.add_router("", records.router)


@api.exception_handler(NotKnown)
def _not_known(request: HttpRequest, fault: NotKnown) -> HttpResponse:
    return problems.problem(401, "not_known", "Send a known key as Authorization: Bearer.")


@api.exception_handler(NotAllowed)
def _not_allowed(request: HttpRequest, fault: NotAllowed) -> HttpResponse:
    return problems.problem(403, "not_authorised", "This key may not do that.")


@api.exception_handler(NotFound)
def _not_found(request: HttpRequest, fault: NotFound) -> HttpResponse:
    return problems.problem(404, "not_found", "There is nothing of that name here for you.")


@api.exception_handler(InvalidAsk)
def _invalid(request: HttpRequest, fault: InvalidAsk) -> HttpResponse:
    return problems.invalid(fault)


@api.exception_handler(ValidationError)
def _invalid_request(request: HttpRequest, fault: ValidationError) -> HttpResponse:
    return problems.unreadable([_fault_in(cast(ErrorDetails, one)) for one in fault.errors])


def _fault_in(error: ErrorDetails) -> Fault:
    """A fault of a request, by the field as its sender wrote it: not body.opening.channel."""
    within = 2 if error["loc"][0] == "body" else 1
    return fault_at(error["loc"][within:] or error["loc"], error)


@api.exception_handler(HttpError)
def _http(request: HttpRequest, fault: HttpError) -> HttpResponse:
    return problems.problem(fault.status_code, "invalid", fault.message)


@api.exception_handler(BrokenPromise)
def _broken(request: HttpRequest, fault: BrokenPromise) -> HttpResponse:
    told = "This is our fault. Nothing was saved, and it was recorded for us to mend."
    return problems.problem(500, "broken_promise", told)


def unknown(request: HttpRequest, anything: str) -> HttpResponse:
    """Whatever stands at no address of the API, in the API's own form."""
    return problems.problem(404, "not_found", "There is nothing of that name here for you.")
