"""Whatever is sent to the API, it answers as its description says, and never with our fault."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from makegood.core.actor import Channel
from makegood.core.runner import run
from makegood.domains.company.queries import actor_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("northvale")]

KEPT = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
schema = schemathesis.openapi.from_wsgi(
    "/api/v1/openapi.json", get_wsgi_application(), headers={"Host": "127.0.0.1"}
)


@pytest.fixture(autouse=True)
def one_connection():
    """As in Django's own client: the end of a request does not end the test's transaction."""
    for moment in (request_started, request_finished):
        moment.disconnect(close_old_connections)
    yield
    for moment in (request_started, request_finished):
        moment.connect(close_old_connections)


@pytest.fixture(params=["omar", pytest.param("nobody", marks=pytest.mark.once)])
def headers(request, db):
    if request.param == "nobody":
        return {"Host": "127.0.0.1"}
    issued = run(
        "company.issue_api_key",
        {"username": "omar", "label": "Any ask"},
        actor=actor_for("omar", Channel.CLI),
    )
    return {"Host": "127.0.0.1", "Authorization": f"Bearer {issued.answer('key')}"}


@schema.parametrize()
@settings(
    max_examples=5,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_any_ask_gets_an_answer_that_is_described(case, headers):
    case.call_and_validate(headers=headers, checks=KEPT)
