"""Whose swings are, and the deletion of all of a player's data, bays included."""

import itertools
from collections import Counter
from dataclasses import replace

import structlog

from cloud.claims.repository import ClaimRepository
from cloud.clock import now_ms
from cloud.devices.repository import DeviceRepository, Wish
from cloud.ingest.repository import NewSwing
from cloud.live.hub import Hub
from cloud.objects import Objects
from cloud.objects.protocol import prefix
from cloud.players.repository import PlayerRepository, Receipt
from cloud.players.schemas import BayReceipt, ReceiptView
from cloud.problems import Problem
from cloud.swings.repository import HeldSwing, SwingRepository
from cloud.swings.schemas import SwingView
from swingvision.delivery import DeleteSwings
from swingvision.uuid7 import uuid7

log = structlog.get_logger()

MOST_AT_ONCE = 5_000
DAY_MS = 86_400_000
# On the receipts of swings that nobody claimed.
NOBODY = "00000000-0000-0000-0000-000000000000"


class PlayerService:
    def __init__(
        self,
        players: PlayerRepository,
        swings: SwingRepository,
        devices: DeviceRepository,
        claims: ClaimRepository,
        objects: Objects,
        hub: Hub,
    ) -> None:
        self._players, self._swings, self._devices, self._claims = players, swings, devices, claims
        self._objects, self._hub = objects, hub

    def claim(self, held: HeldSwing, player_id: str | None) -> None:
        swing = held.measured
        if not self._players.claim([swing.swing_id], player_id):
            raise Problem(404, "There is no such swing.")
        self._hub.publish(swing.organisation_id, SwingView.of(replace(held, player_id=player_id)))

    def delete(self, organisation_id: str, player_id: str) -> ReceiptView:
        """Delete all of a player's swings here and tell the bays to; asked again, it takes what came since.

        The receipt is kept first: what a crash interrupts is carried on from it. Raises Problem 404 where
        there is nothing to delete.
        """
        swings = self._players.swings_of(organisation_id, player_id, MOST_AT_ONCE)
        owned = any(one.organisation_id == organisation_id for one in self._claims.sessions(player_id))
        if not swings and not owned:
            raise Problem(404, "There is no swing of such a player.")
        receipt = Receipt(uuid7(), organisation_id, player_id, tuple(swings), _wishes(swings), now_ms())
        self._players.keep(receipt)
        return self._view(self._carry_out(receipt))

    def carry_on(self) -> None:
        """Finish deletions that were interrupted."""
        for receipt in self._players.unfinished(100):
            log.info("a deletion is carried on", receipt_id=receipt.receipt_id)
            self._carry_out(receipt)

    def delete_unclaimed(self, days: int) -> int:
        """Swings that were nobody's for so many days go, here and on the bays; returns how many."""
        found = self._claims.unclaimed(now_ms() - DAY_MS * days, MOST_AT_ONCE)
        count = 0
        for organisation_id in {one[0] for one in found}:
            ids = {swing_id: device_id for where, swing_id, device_id in found if where == organisation_id}
            # The search may lag: whoever has one by now keeps it.
            swings = [(one, ids[one]) for one in ids if self._is_nobodys(one)]
            if swings:
                wishes = _wishes(swings)
                receipt = Receipt(uuid7(), organisation_id, NOBODY, tuple(swings), wishes, now_ms())
                self._players.keep(receipt)
                self._carry_out(receipt)
                count += len(swings)
        return count

    def refuse(self, swing: NewSwing) -> None:
        """What came of a session that was erased leaves nothing here, and goes from its bay."""
        told = DeleteSwings(instruction_id=swing.swing_id, swing_ids=[swing.swing_id])
        self._devices.wish(Wish(swing.device_id, swing.swing_id, told.model_dump_json(), now_ms()))
        self._players.erase([swing.swing_id], now_ms())
        self._objects.remove_all(prefix(swing.organisation_id, swing.device_id, swing.swing_id))

    def _is_nobodys(self, swing_id: str) -> bool:
        held = self._swings.swing(swing_id)
        return held is not None and held.player_id is None

    def receipt(self, organisation_id: str, receipt_id: str) -> ReceiptView:
        receipt = self._players.receipt(receipt_id)
        if receipt is None or receipt.organisation_id != organisation_id:
            raise Problem(404, "There is no such receipt.")
        return self._view(receipt)

    def _carry_out(self, receipt: Receipt) -> Receipt:
        """Each step is harmless when repeated."""
        for device_id, instruction_id in receipt.wishes:
            ids = [swing_id for swing_id, device in receipt.swings if device == device_id]
            told = DeleteSwings(instruction_id=instruction_id, swing_ids=ids)
            self._devices.wish(Wish(device_id, instruction_id, told.model_dump_json(), receipt.asked_at_ms))
        # Before the swings: what comes of these sessions from here on is turned away.
        self._claims.erase(receipt.organisation_id, receipt.player_id)
        # Rows before objects: what still arrives for these swings is turned away from here on.
        self._players.erase([swing_id for swing_id, _ in receipt.swings], receipt.asked_at_ms)
        for swing_id, device_id in receipt.swings:
            self._objects.remove_all(prefix(receipt.organisation_id, device_id, swing_id))
        done = replace(receipt, finished_at_ms=now_ms())
        self._players.keep(done)
        return done

    def _view(self, receipt: Receipt) -> ReceiptView:
        told, done = Counter[str](), Counter[str]()
        for device_id, instruction_id in receipt.wishes:
            wish = self._devices.wish_by_id(device_id, instruction_id)
            told[device_id] += 1
            done[device_id] += wish is not None and wish.acknowledged_at_ms is not None
        return ReceiptView(
            receipt_id=receipt.receipt_id,
            player_id=receipt.player_id,
            swings=[swing_id for swing_id, _ in receipt.swings],
            asked_at_ms=receipt.asked_at_ms,
            finished_at_ms=receipt.finished_at_ms,
            bays=[BayReceipt(device_id=one, told=count, done=done[one]) for one, count in told.items()],
        )


def _wishes(swings: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """One instruction for each device."""
    devices = itertools.groupby(sorted(device_id for _, device_id in swings))
    return tuple((device_id, uuid7()) for device_id, _ in devices)
