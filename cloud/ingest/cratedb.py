"""Deliveries applied in CrateDB: what is there is read by key, what follows is decided, the rest is written.

Nothing spans two rows, so order is what keeps it whole: first the content, then the note that the delivery
came. Whatever stops in between, the bay sends it again, and finds its own swing as a duplicate.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from cloud.claims.cratedb import PUT_CODE, codes, owners, session_key
from cloud.cratedb.database import Database
from cloud.cratedb.month import month_of
from cloud.cratedb.rows import by_month, columns, keys, marks
from cloud.ingest.cratedb_rows import (
    attachment_row,
    code_row,
    delivery_key,
    delivery_row,
    swing_row,
    telemetry_row,
)
from cloud.ingest.repository import (
    Arrival,
    Delivery,
    NewAttachment,
    NewCode,
    NewSwing,
    NewTelemetry,
    Outcome,
)
from cloud.players.cratedb import KINDS, claim_swings, delete_swings, index_swings
from cloud.players.cratedb import owners as players_of

KNOWN = "SELECT delivery_key, body_sha256 FROM delivery WHERE delivery_key IN ({keys})"
NOTE_DELIVERY = f"""INSERT INTO delivery (delivery_key, {columns(Delivery)})
    VALUES ({marks(8)}) ON CONFLICT DO NOTHING"""
ERASED = "SELECT swing_id FROM erased WHERE swing_id IN ({keys})"
OWNERS = """SELECT swing_id, device_id, revision FROM swing
    WHERE swing_id IN ({keys}) AND month = ?::TIMESTAMPTZ"""
ATTACHED = """SELECT swing_id, kind, device_id, sha256 FROM attachment
    WHERE swing_id IN ({keys}) AND kind IN ('keypoints', 'clip') AND month = ?::TIMESTAMPTZ"""
MEASUREMENT = (
    "club",
    "view",
    "handedness",
    "definition_version",
    "metrics",
    "other_metrics",
    "body",
    "revision",
)
# One that is there is replaced by a higher revision of its own device only; whose it is and its first receipt
# stay.
PUT_SWING = f"""INSERT INTO swing (month, swing_id, organisation_id, device_id, bay, session_id, captured_at,
        captured_at_exact, received_at, revision, club, view, handedness, definition_version, metrics,
        other_metrics, body)
    VALUES ({marks(17)})
    ON CONFLICT (swing_id, month) DO UPDATE SET {", ".join(
        f"{name} = CASE WHEN excluded.revision > revision AND excluded.device_id = device_id"
        f" THEN excluded.{name} ELSE {name} END"
        for name in MEASUREMENT
    )}"""
PUT_ATTACHMENT = f"""INSERT INTO attachment (month, {columns(NewAttachment)})
    VALUES ({marks(8)})
    ON CONFLICT (swing_id, kind, month) DO UPDATE SET
        stored_at_ms = CASE WHEN excluded.sha256 = sha256 THEN stored_at_ms ELSE excluded.stored_at_ms END,
        sha256 = excluded.sha256, size_bytes = excluded.size_bytes"""
PUT_TELEMETRY = f"""INSERT INTO telemetry (month, delivery_id, device_id, received_at, body)
    VALUES ({marks(5)}) ON CONFLICT DO NOTHING"""
KEYED = (KNOWN, ERASED, OWNERS, ATTACHED)


@dataclass(slots=True)
class _Seen:
    """What the store holds of a batch, and then what it will hold.

    deliveries: body_sha256 by key. swings: (device_id, revision). attachments: (device_id, sha256) by swing
    and kind. codes: (device_id, session_id) by hash. buried: keys of sessions that were erased.
    """

    deliveries: dict[str, str]
    erased: set[str]
    swings: dict[str, tuple[str, int]]
    attachments: dict[tuple[str, str], tuple[str, str]]
    codes: dict[str, tuple[str, str]]
    buried: set[str]
    revised: set[str] = field(default_factory=set)


class CratedbIngest:
    def __init__(self, database: Database) -> None:
        self._database = database

    def apply(self, arrivals: Sequence[Arrival]) -> list[Outcome]:
        outcomes = self._once(arrivals)
        # What was judged by a row that the store then refused is judged again without it.
        while "failed" in outcomes and any(one in ("duplicate", "older") for one in outcomes):
            rest = [place for place, outcome in enumerate(outcomes) if outcome != "failed"]
            again = self._once([arrivals[place] for place in rest])
            for place, outcome in zip(rest, again, strict=True):
                if outcomes[place] != "accepted":
                    outcomes[place] = outcome
            if "failed" not in again:
                break
        self._note(arrivals, outcomes)
        return outcomes

    def _once(self, arrivals: Sequence[Arrival]) -> list[Outcome]:
        if not arrivals:
            return []
        seen = self._seen(arrivals)
        outcomes = [_outcome(seen, arrival) for arrival in arrivals]
        self._write(arrivals, outcomes)
        self._own(arrivals, outcomes)
        if seen.revised:
            index_swings(self._database, sorted(seen.revised))
        return outcomes

    def _seen(self, arrivals: Sequence[Arrival]) -> _Seen:
        database = self._database
        known = KNOWN.format(keys=keys({delivery_key(arrival.delivery) for arrival in arrivals}))
        ids = _swing_ids(arrivals)
        shown = [one.content.code_sha256 for one in arrivals if isinstance(one.content, NewCode)]
        known_codes = codes(database, shown) if shown else {}
        seen = _Seen(
            deliveries=dict(database.select(known)),
            erased=self._erased(ids),
            swings={},
            attachments={},
            codes={name: (one.device_id, one.session_id) for name, one in known_codes.items()},
            buried={key for key, player_id in self._owners(arrivals).items() if player_id is None},
        )
        for month, some in by_month(ids, month_of).items():
            for swing_id, device_id, revision in database.select(OWNERS.format(keys=keys(some)), (month,)):
                seen.swings[swing_id] = (device_id, revision)
            for row in database.select(ATTACHED.format(keys=keys(some)), (month,)):
                swing_id, kind, device_id, sha256 = row
                seen.attachments[swing_id, kind] = (device_id, sha256)
        return seen

    def _owners(self, arrivals: Sequence[Arrival]) -> dict[str, str | None]:
        """Who owns the sessions of these swings, None where they were erased, by the session's key."""
        sessions = {_session_key(one.content) for one in arrivals if isinstance(one.content, NewSwing)}
        found = owners(self._database, sessions) if sessions else {}
        return {key: one.person_id for key, one in found.items()}

    def _own(self, arrivals: Sequence[Arrival], outcomes: list[Outcome]) -> None:
        """Swings of a session that somebody owns by now are theirs: of a claim and a swing that come at once,
        one sees the other. Also of those that were here before, should it have been cut off then.
        """
        owned = self._owners(arrivals)
        for key, player_id in owned.items():
            here = [
                place
                for place, one in enumerate(arrivals)
                if isinstance(one.content, NewSwing)
                and _session_key(one.content) == key
                and outcomes[place] in ("accepted", "duplicate", "older")
            ]
            ids = _swing_ids([arrivals[place] for place in here])
            if player_id is None:
                delete_swings(self._database, ids)
                for place in here:
                    outcomes[place] = "buried"
                continue
            nobodys = [row[1] for row in players_of(self._database, ids) if row[0] is None]
            claim_swings(self._database, nobodys, player_id)

    def _erased(self, ids: Sequence[str]) -> set[str]:
        rows = self._database.select(ERASED.format(keys=keys(ids))) if ids else []
        return {swing_id for (swing_id,) in rows}

    def _write(self, arrivals: Sequence[Arrival], outcomes: list[Outcome]) -> None:
        """Writes what was accepted; what the store refuses becomes `failed`."""
        written: list[str] = []
        for kind, statement, row in (
            (NewSwing, PUT_SWING, swing_row),
            (NewAttachment, PUT_ATTACHMENT, attachment_row),
            (NewCode, PUT_CODE, code_row),
            (NewTelemetry, PUT_TELEMETRY, telemetry_row),
        ):
            places = [
                place
                for place, arrival in enumerate(arrivals)
                if outcomes[place] == "accepted" and isinstance(arrival.content, kind)
            ]
            rows = [row(arrivals[place]) for place in places]
            for place, done in zip(places, self._database.change_each(statement, rows), strict=True):
                if done is None:
                    outcomes[place] = "failed"
            written += _swing_ids([arrivals[place] for place in places])
        self._bury(written, arrivals, outcomes)

    def _bury(self, written: Sequence[str], arrivals: Sequence[Arrival], outcomes: list[Outcome]) -> None:
        """A swing that was erased while it was written goes again: of the two, one sees the other."""
        erased = self._erased(list(dict.fromkeys(written)))
        if not erased:
            return
        delete_swings(self._database, sorted(erased))
        for place, arrival in enumerate(arrivals):
            if outcomes[place] == "accepted" and getattr(arrival.content, "swing_id", None) in erased:
                outcomes[place] = "erased"

    def _note(self, arrivals: Sequence[Arrival], outcomes: Sequence[Outcome]) -> None:
        rows = {
            delivery_key(arrival.delivery): delivery_row(arrival.delivery)
            for arrival, outcome in zip(arrivals, outcomes, strict=True)
            if outcome in ("accepted", "older", "duplicate")
        }
        self._database.change_each(NOTE_DELIVERY, list(rows.values()))


def _outcome(seen: _Seen, arrival: Arrival) -> Outcome:
    """What becomes of an arrival, after those before it."""
    delivery, content = arrival.delivery, arrival.content
    known = seen.deliveries.get(delivery_key(delivery))
    if known is not None:
        return "duplicate" if known == delivery.body_sha256 else "conflict"
    if isinstance(content, NewTelemetry):
        outcome: Outcome = "accepted"
    elif isinstance(content, NewCode):
        outcome = _code_outcome(seen, content)
    elif content.swing_id in seen.erased:
        outcome = "erased"
    elif isinstance(content, NewSwing):
        outcome = _swing_outcome(seen, content)
    else:
        outcome = _attachment_outcome(seen, content)
    if outcome in ("accepted", "older", "duplicate"):
        seen.deliveries[delivery_key(delivery)] = delivery.body_sha256
    return outcome


def _code_outcome(seen: _Seen, new: NewCode) -> Outcome:
    session = (new.device_id, new.session_id)
    if new.code_sha256 in seen.codes:
        return "duplicate" if seen.codes[new.code_sha256] == session else "foreign"
    seen.codes[new.code_sha256] = session
    return "accepted"


def _swing_outcome(seen: _Seen, swing: NewSwing) -> Outcome:
    if any(
        seen.attachments.get((swing.swing_id, kind), (swing.device_id,))[0] != swing.device_id
        for kind in KINDS
    ):
        return "foreign"
    if _session_key(swing) in seen.buried:
        return "buried"
    device_id, revision = seen.swings.get(swing.swing_id, (swing.device_id, 0))
    if device_id != swing.device_id:
        return "foreign"
    if revision >= swing.revision:
        return "duplicate" if revision == swing.revision else "older"
    if swing.swing_id in seen.swings:
        seen.revised.add(swing.swing_id)
    seen.swings[swing.swing_id] = (swing.device_id, swing.revision)
    return "accepted"


def _attachment_outcome(seen: _Seen, new: NewAttachment) -> Outcome:
    owners = {seen.swings[new.swing_id][0]} if new.swing_id in seen.swings else set()
    owners |= {
        seen.attachments[new.swing_id, kind][0] for kind in KINDS if (new.swing_id, kind) in seen.attachments
    }
    if owners - {new.device_id}:
        return "foreign"
    if seen.attachments.get((new.swing_id, new.kind)) == (new.device_id, new.sha256):
        return "duplicate"
    seen.attachments[new.swing_id, new.kind] = (new.device_id, new.sha256)
    return "accepted"


def _swing_ids(arrivals: Sequence[Arrival]) -> list[str]:
    found = [
        arrival.content.swing_id
        for arrival in arrivals
        if isinstance(arrival.content, NewSwing | NewAttachment)
    ]
    return list(dict.fromkeys(found))


def _session_key(swing: NewSwing) -> str:
    return session_key(swing.device_id, swing.session_id)
