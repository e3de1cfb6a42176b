"""Select samples: what failed, what is known to be good, and others of the lot."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.aftersales import policy, queries
from makegood.domains.aftersales.models import Custody, ProductTest, Sample, lock_test
from makegood.domains.aftersales.policy import TrialFacts
from makegood.domains.catalog.queries import lot_of

_SERIALS = ["SN-77120"]


class SelectSamplesAsk(Ask):
    """Which pieces go into a test, by their serial numbers, and who holds them now."""

    test: Ref[ProductTest] = Field(description="The test.", examples=["LT-1001"])
    failed: tuple[str, ...] = Field(
        description="Pieces that failed.", examples=[_SERIALS], max_length=200
    )
    controls: tuple[str, ...] = Field(
        description="Pieces known to be good.", examples=[["SN-77250"]], max_length=200
    )
    same_lot: tuple[str, ...] = Field(
        (), description="Others of the lot that did not fail.", examples=[["SN-77131"]],
        max_length=200,
    )  # fmt: skip
    holder: str = Field(
        description="Who holds them now.", examples=["Returns dock"], min_length=2, max_length=120
    )


class SamplesSelected(Result):
    """The test and how many pieces are in it."""

    test: str
    samples: int


@register
class SelectSamples(Operation[SelectSamplesAsk, TrialFacts, SamplesSelected]):
    """Choose the pieces of a test, and begin the record of who holds them."""

    name = "aftersales.select_samples"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: SelectSamplesAsk) -> TrialFacts:
        return lock_test(ask.test)

    def decide(self, ask: SelectSamplesAsk, facts: TrialFacts) -> Decision:
        lots = {one: lot_of(one, self.today) for one in (*ask.failed, *ask.same_lot)}
        strangers = [
            one for one, lot in lots.items() if facts.lot and (lot is None or lot.lot != facts.lot)
        ]
        return policy.may_sample(
            facts, failed=ask.failed, controls=ask.controls, others=ask.same_lot,
            strangers=strangers, today=self.today,
        )  # fmt: skip

    def execute(
        self, ask: SelectSamplesAsk, facts: TrialFacts, decision: Decision
    ) -> SamplesSelected:
        test = ProductTest.objects.get(number=facts.number)
        chosen = {
            serial: role
            for role, serials in (
                ("same_lot", ask.same_lot), ("control", ask.controls), ("failed", ask.failed),
            )
            for serial in serials
        }  # fmt: skip
        for serial, role in chosen.items():
            sample = Sample.objects.create(of=test, serial=serial, role=role, holder=ask.holder)
            Custody.objects.create(
                sample=sample, at=self.now, giver="", taker=ask.holder, seal_whole=True,
                recorded_by=self.actor.name,
            )  # fmt: skip
        test.sampled_at = self.now
        test.save(update_fields=["sampled_at"])
        self.record(f"product_test:{facts.number}")
        return SamplesSelected(test=facts.number, samples=len(facts.samples) + len(chosen))

    def verify(self, ask: SelectSamplesAsk, facts: TrialFacts, result: SamplesSelected) -> None:
        card = queries.test_card(facts.number)
        counting = [one for one in card.samples if not one.set_aside]
        ensure(len(counting) == result.samples, "each of them is in the test")
        ensure(all(one.custody for one in card.samples), "and somebody answers for each")
