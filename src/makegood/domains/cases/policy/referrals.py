"""Decide who is asked about a case, who takes the question, and who decides. Source: C28."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from makegood.core.actor import Actor
from makegood.core.decision import Decision, allow, refuse, say
from makegood.domains.cases.policy.cases import CaseFacts, clause, may_work_on
from makegood.handbook import Department, book

_LONGEST_QUESTION = 1_000


@dataclass(frozen=True, slots=True)
class ReferralFacts:
    """A question to a department: where it stands, and how often its case was returned."""

    number: str
    case: str
    department: str
    state: str
    is_assigned: bool
    is_case_open: bool
    chased: int
    bounces: int

    @property
    def waits(self) -> bool:
        """Whether the department neither took nor returned it yet."""
        return self.state == "waiting" and self.is_case_open


def is_supervisor(actor: Actor) -> bool:
    """Whether somebody may decide over others' work."""
    return book().authority.may_approve(actor.role)


def department_called(name: str) -> tuple[Department, bool]:
    """The department of this code or name, else the one whose mission is closest to the words.

    The second answer says whether it is the very one that was named. Source: C28, B46.
    """
    wanted = name.strip().lower().replace("-", "_")
    departments = book().company.departments
    for one in departments:
        if wanted.replace(" ", "_") == one.code or wanted == one.name.lower():
            return one, True
    words = set(wanted.replace("_", " ").split())
    return max(departments, key=lambda one: (_closeness(words, one), -_place(one))), False


def department_for(matter: str) -> Department:
    """The department to which a matter goes, such as "emergency". Source: C28."""
    fitting = [one for one in book().company.departments if matter in one.refer]
    return fitting[0] if fitting else book().company.departments[0]


def question_to_crews(what: str, where: str | None, words: str) -> str:
    """What a crew reads: what it is and where, then the words as far as there is room."""
    return f"{what}\nWhere: {where or 'not said'}\n{words}"[:_LONGEST_QUESTION]


def may_refer(
    facts: CaseFacts, actor: Actor, department: Department, asked: str, due: datetime, day: date
) -> Decision:
    """A department is asked; after two returned questions a supervisor decides (AC28.3)."""
    rule = clause("CAS-3", day)
    if not facts.is_open:
        return may_work_on(facts, day)
    if facts.bounces >= rule.whole("most_bounces") and not is_supervisor(actor):
        return refuse("policy_denied", clause=rule, says=[say(rule, "supervisor_decides")])
    told = []
    if asked.strip().lower() not in (department.code, department.name.lower()):
        told.append(say(rule, "nearest", asked=asked, department=department.name))
    if department.tips_nobody_off:
        told.append(say(rule, "looked_into", due=due))
    else:
        told.append(say(rule, "referred", department=department.name, due=due))
    return allow(clauses=[rule], says=told)


def may_accept(facts: ReferralFacts, day: date) -> Decision:
    """A department takes a question that waits for it."""
    rule = clause("CAS-3", day)
    if facts.state != "waiting":
        return _not_waiting(facts, day)
    name = book().company.department(facts.department).name
    return allow(clauses=[rule], says=[say(rule, "accepted", department=name)])


def may_bounce(facts: ReferralFacts, reason: str, day: date) -> Decision:
    """A department returns a question that waits for it; what was assigned stays (AC28.3)."""
    rule = clause("CAS-3", day)
    name = book().company.department(facts.department).name
    if facts.is_assigned:
        told = say(rule, "assigned", department=name)
        return refuse("policy_denied", clause=rule, says=[told])
    if facts.state != "waiting":
        return _not_waiting(facts, day)
    return allow(clauses=[rule], says=[say(rule, "bounced", department=name, reason=reason)])


def may_assign(facts: ReferralFacts, actor: Actor, department: Department, day: date) -> Decision:
    """A supervisor says who takes a question once it was returned often enough."""
    rule = clause("CAS-3", day)
    if not is_supervisor(actor):
        return refuse("not_authorised", clause=rule, says=[say(rule, "only_supervisor")])
    if facts.state != "bounced" or facts.bounces < most_bounces(day):
        told = say(rule, "not_bounced", referral=facts.number)
        return refuse("policy_denied", clause=rule, says=[told])
    return allow(clauses=[rule], says=[say(rule, "assigned", department=department.name)])


def may_answer(facts: ReferralFacts, day: date) -> Decision:
    """A question is answered by the department that took it."""
    rule = clause("CAS-3", day)
    if facts.state == "waiting":
        told = say(rule, "not_accepted", referral=facts.number)
        return refuse("policy_denied", clause=rule, says=[told])
    if facts.state != "accepted":
        return _not_waiting(facts, day)
    name = book().company.department(facts.department).name
    return allow(clauses=[rule], says=[say(rule, "answered", department=name)])


def most_bounces(day: date) -> int:
    """How often questions of one case may be returned before a supervisor decides."""
    return clause("CAS-3", day).whole("most_bounces")


def tips_nobody_off(code: str) -> bool:
    """Whether the customer is not told that a department looks into it, such as for fraud."""
    return book().company.department(code).tips_nobody_off


def _not_waiting(facts: ReferralFacts, day: date) -> Decision:
    rule = clause("CAS-3", day)
    told = say(rule, "not_waiting", referral=facts.number)
    return refuse("policy_denied", clause=rule, says=[told])


def _closeness(words: set[str], department: Department) -> int:
    about = f"{department.name} {department.mission} {' '.join(department.refer)}"
    known = about.lower().replace("_", " ").replace(".", "").replace(",", "").split()
    return sum(len(word) for word in words if any(one.startswith(word[:5]) for one in known))


def _place(department: Department) -> int:
    return book().company.departments.index(department)
