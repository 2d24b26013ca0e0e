"""What arrived, as the values of CrateDB's rows."""

from typing import Any

from cloud.cratedb.migrations import METRICS
from cloud.cratedb.month import month_of
from cloud.cratedb.rows import values
from cloud.ingest.repository import Arrival, Delivery, NewAttachment, NewCode, NewSwing, NewTelemetry


def delivery_key(delivery: Delivery) -> str:
    """Device, boot and number in one."""
    return f"{delivery.device_id}/{delivery.boot_epoch}/{delivery.seq}"


def delivery_row(delivery: Delivery) -> list[Any]:
    return [delivery_key(delivery), *values(delivery)]


def swing_row(arrival: Arrival) -> list[Any]:
    swing = arrival.content
    assert isinstance(swing, NewSwing)
    known = {name: value for name, value in swing.metrics.items() if name in METRICS}
    return [
        month_of(swing.swing_id),
        swing.swing_id,
        swing.organisation_id,
        swing.device_id,
        swing.bay,
        swing.session_id,
        swing.captured_at_ms,
        swing.captured_at_exact,
        swing.received_at_ms,
        swing.revision,
        swing.club,
        swing.view,
        swing.handedness,
        swing.definition_version,
        known,
        {name: value for name, value in swing.metrics.items() if name not in METRICS},
        swing.body,
    ]


def attachment_row(arrival: Arrival) -> list[Any]:
    new = arrival.content
    assert isinstance(new, NewAttachment)
    return [month_of(new.swing_id), *values(new)]


def code_row(arrival: Arrival) -> list[Any]:
    assert isinstance(arrival.content, NewCode)
    return values(arrival.content)


def telemetry_row(arrival: Arrival) -> list[Any]:
    delivery, content = arrival.delivery, arrival.content
    assert isinstance(content, NewTelemetry)
    month = month_of(delivery.delivery_id)
    return [month, delivery.delivery_id, delivery.device_id, delivery.received_at_ms, content.body]
