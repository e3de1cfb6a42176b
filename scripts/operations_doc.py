"""Write docs/operations.md: every act of the company, from its registry; `--check` compares."""

from __future__ import annotations

import os

from scripts.made import HOUSE, keep

PAGE = HOUSE / "docs" / "operations.md"
OPENING = """\
# Operations

Every act of the company, made from the registry by `make coverage-doc`; `make check` fails when
this page and the registry differ. `makegood operations NAME` shows an act's ask and result, the
same as `GET /api/v1/operations/NAME`.

Level: how well the customer must be known (V0 nobody, V1 claimed, V2 verified, V3 strong).
Who: *customer* acts for own affairs (also through the automated representative where marked ●),
*anyone*, *staff*, or *inside* another act only.

| operation | what it does | level | who | authority |
|---|---|---|---|---|
"""


def page() -> str:
    """The page as it should be now."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "makegood.config.settings")
    import django

    django.setup()
    from makegood.core.registry import registry

    lines = []
    for operation in registry.all():
        needs = operation.needs
        who = "customer" if needs.standing.concerns_party else "anyone"
        who = "staff" if needs.standing.staff_only else who
        who = "inside" if operation.only_inside else who
        who += " ●" if needs.automated and not operation.only_inside else ""
        authority = needs.authority or ""
        level = f"V{int(needs.level)}"
        lines.append(
            f"| `{operation.name}` | {operation.summary()} | {level} | {who} | {authority} |"
        )
    return OPENING + "\n".join(lines) + "\n"


if __name__ == "__main__":
    raise SystemExit(keep(PAGE, page(), remedy="make coverage-doc"))
