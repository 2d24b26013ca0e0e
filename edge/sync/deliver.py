"""Batches: what is new at once, the backlog as fast as its tokens allow; a verdict for every item."""

import time
from collections.abc import Iterator, Sequence

import structlog

from edge.sync.instructions import acknowledged, begin_revocation, is_revoked, note, to_acknowledge
from edge.sync.ledger import Delivery, Ledger, Outcome, State
from edge.sync.link import LinkError, Unacceptable
from edge.sync.pace import Backoff, Pace, TokenBucket
from edge.sync.source import Source, Unsendable
from edge.sync.uplink import Connection
from swingvision.delivery import KINDS, Batch, BatchAnswer, Item, Verdict

log = structlog.get_logger()

# Small, so that a new swing waits for one short request at most.
MOST_ITEMS = 64
MOST_BYTES = 256 * 1024
MOST_DEFERRED = 1000


class Deliverer:
    """live_after: deliveries with a higher nr are new; the others are the backlog of a time without cloud."""

    def __init__(self, ledger: Ledger, source: Source, bucket: TokenBucket, pace: Pace) -> None:
        self._ledger, self._source, self._bucket, self._pace = ledger, source, bucket, pace
        self.live_after = 0
        self._deferred: dict[str, tuple[float, Backoff]] = {}

    def learn(self) -> None:
        """Take over what the bay has posted. Raises StoreFailed while its database cannot be read."""
        while self._source.exists() and (rows := self._source.outbox(self._ledger.source())):
            self._ledger.learn(rows)

    def everything_is_backlog(self) -> None:
        self.live_after = self._ledger.last_nr()

    def compose(self) -> list[Item]:
        """The next batch, most urgent first. What cannot be sent is settled on the way."""
        items: list[Item] = []
        size = 0
        for live, delivery, item in self._candidates():
            if isinstance(item, Unsendable):
                self._give_up(delivery, item)
                continue
            size += len(item.body)
            if items and size > MOST_BYTES:
                break
            items.append(item)
            if not live:
                self._bucket.take(len(item.body))
                if self._bucket.available() <= 0:
                    break
            if len(items) >= MOST_ITEMS:
                break
        return items

    def backlog_waits(self) -> bool:
        """Whether results or poses of the backlog are still to go; their clips come after them."""
        return any(self._ledger.queued(kind, 1, upto=self.live_after) for kind in ("result", "keypoints"))

    async def deliver(self, connection: Connection, items: Sequence[Item]) -> BatchAnswer:
        """Send a batch (an empty one too: it brings instructions), settle what it says. Raises LinkError."""
        acks = to_acknowledge(self._ledger)
        batch = Batch(
            items=list(items),
            balance=self._ledger.balance(),
            acknowledged=acks,
            sent_at_ms=time.time_ns() // 1_000_000,
            boot_epoch=self._source.boot_epoch() if self._source.exists() else None,
        )
        try:
            answer = await connection.deliver(batch)
        except Unacceptable as refusal:
            if not items:
                raise
            return await self._without_the_culprit(connection, items, refusal)
        with self._ledger.transaction("settling a batch"):
            self._ledger.settle(outcomes(items, answer.verdicts))
            acknowledged(self._ledger, acks)
            note(self._ledger, answer.instructions)
            self._ledger.remember("last_success_ms", str(time.time_ns() // 1_000_000))
            self._ledger.remember("alarm", None)
            if is_revoked(answer.instructions):
                begin_revocation(self._ledger, connection.identity.device_id)
        self._defer(answer.verdicts)
        return answer

    async def _without_the_culprit(
        self, connection: Connection, items: Sequence[Item], refusal: Unacceptable
    ) -> BatchAnswer:
        """Halve the batch; one item alone is a dead letter, if the cloud takes a batch without it."""
        if len(items) > 1:
            half = len(items) // 2
            await self.deliver(connection, items[:half])
            return await self.deliver(connection, items[half:])
        answer = await self.deliver(connection, [])
        self._ledger.settle([Outcome(items[0].delivery_id, "dead_lettered", str(refusal))])
        log.error("dead letter", delivery_id=items[0].delivery_id, why=str(refusal))
        return answer

    def _candidates(self) -> Iterator[tuple[bool, Delivery, Item | Unsendable]]:
        for live in (True, False):
            if not live and self._bucket.available() <= 0:
                return
            for kind in KINDS:
                bounds = (self.live_after, None) if live else (0, self.live_after)
                limit = MOST_ITEMS + len(self._deferred)
                found = self._ledger.queued(kind, limit, after=bounds[0], upto=bounds[1])
                for delivery, item in self._source.items([one for one in found if self._is_due(one)]):
                    yield live, delivery, item

    def _give_up(self, delivery: Delivery, why: Unsendable) -> None:
        state: State = "evicted" if why.gone else "dead_lettered"
        self._ledger.settle([Outcome(delivery.delivery_id, state, why.reason)])
        log.error("cannot be delivered", delivery_id=delivery.delivery_id, kind=delivery.kind, why=why.reason)

    def _is_due(self, delivery: Delivery) -> bool:
        due_s, _ = self._deferred.get(delivery.delivery_id, (0.0, None))
        return time.monotonic() >= due_s

    def _defer(self, verdicts: Sequence[Verdict]) -> None:
        later = [one.delivery_id for one in verdicts if one.verdict == "retry_later"]
        for one in verdicts:
            if one.verdict != "retry_later":
                self._deferred.pop(one.delivery_id, None)
        for delivery_id in later:
            _, backoff = self._deferred.get(delivery_id, (0.0, self._pace.backoff()))
            self._deferred[delivery_id] = (time.monotonic() + backoff.failed(), backoff)
        if len(later) == len(verdicts) > 0 or len(self._deferred) > MOST_DEFERRED:
            self._deferred.clear()
            raise LinkError("the cloud takes nothing now")


def outcomes(items: Sequence[Item], verdicts: Sequence[Verdict]) -> list[Outcome]:
    """What the verdicts of a batch mean. A clip is delivered when its bytes are."""
    return [
        outcome
        for item, one in zip(items, verdicts, strict=True)
        if (outcome := _outcome(item, one)) is not None
    ]


def _outcome(item: Item, verdict: Verdict) -> Outcome | None:
    match verdict.verdict:
        case "accepted" | "duplicate":
            if item.kind == "clip":
                return Outcome(item.delivery_id, "queued", announced=True)
            return Outcome(item.delivery_id, "synced")
        case "rejected":
            log.error("dead letter", delivery_id=item.delivery_id, why=verdict.reason)
            return Outcome(item.delivery_id, "dead_lettered", verdict.reason or "rejected by the cloud")
    return None
