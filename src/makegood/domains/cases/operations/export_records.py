"""Export records: a person gets everything that is kept about them, at once, in one file."""

from __future__ import annotations

import json

from makegood.core.actor import V2
from makegood.core.canonical import digest
from makegood.core.decision import Decision, say
from makegood.core.operation import Needs, Nothing, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import holder
from makegood.domains.cases import policy
from makegood.domains.cases import requesting as acts
from makegood.domains.cases.models import PrivacyRequest, RequestKind
from makegood.domains.cases.policy import OwnRecords
from makegood.domains.cases.queries.record import record_of
from makegood.domains.documents.keeping import keep
from makegood.domains.documents.models import Content
from makegood.domains.documents.operations.file_document import FileDocument, FileDocumentAsk
from makegood.domains.documents.queries import content
from makegood.domains.parties.models import Party
from makegood.handbook import book

JSON = "application/json"


class RecordsExported(Result):
    """The request as it is kept, the file, and the hash by which it can be proven."""

    request: str
    document: str
    sha256: str


@register
class ExportRecords(Operation[Nothing, OwnRecords, RecordsExported]):
    """Put together everything kept about a person, for that person alone to fetch."""

    name = "cases.export_records"
    needs = Needs(level=V2, standing=holder("account"), authority=None, automated=True)
    retention = "customer_7y"
    asks_first = False

    def gather(self, ask: Nothing) -> OwnRecords:
        party = self.actor.party or ""
        return acts.gather_own_records(party, RequestKind.ACCESS, self.today)

    def decide(self, ask: Nothing, facts: OwnRecords) -> Decision:
        return policy.may_export(facts, self.today)

    def execute(self, ask: Nothing, facts: OwnRecords, decision: Decision) -> RecordsExported:
        row = acts.put_on_record(self, facts.party, RequestKind.ACCESS, facts.due_on)
        sha256 = keep(self._file(row, facts.party), JSON)
        subject = f"privacy_request:{row.number}"
        filed = self.run(
            FileDocument,
            FileDocumentAsk(
                sha256=Ref[Content](sha256), party=Ref[Party](facts.party), type="records",
                title="Everything kept about a person", subject=subject, source=subject,
            ),
        )  # fmt: skip
        row.document, row.answered_at, row.answered_by = filed.document, self.now, self.actor.name
        row.save()
        rule = book().clause("PRV-5", on=self.today)
        self.tell(say(rule, "ready", number=row.number))
        acts.tell_person(self, row, "records_ready", decision.says)
        return RecordsExported(request=row.number, document=filed.document, sha256=sha256)

    def verify(self, ask: Nothing, facts: OwnRecords, result: RecordsExported) -> None:
        kept = content(PrivacyRequest.objects.get(number=result.request).document)
        ensure(digest(kept) == result.sha256, "the file is kept as its hash says")
        ensure(json.loads(kept)["about"] == facts.party, "it is about who asked for it")

    def _file(self, row: PrivacyRequest, party: str) -> bytes:
        whole = {
            "company": book().company.legal_name,
            "about": party,
            "request": row.number,
            "made_at": self.now.isoformat(),
            "record": record_of(party),
        }
        return json.dumps(whole, ensure_ascii=False, indent=2).encode()
