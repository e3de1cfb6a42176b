"""Do about requests what comes round: those that nobody answered in time come to an end."""

from makegood.core.jobs import timer

EXPIRE_REQUESTS = timer("company.expire_requests", every="hour")
