"""Devices as people see them; what devices say and hear is in swingvision.delivery."""

from pydantic import BaseModel, Field

from cloud.devices.repository import Device
from swingvision.delivery import Balance


class DeviceView(BaseModel):
    device_id: str
    bay: str = Field(examples=["Bay 7"])
    joined_at_ms: int
    revoked_at_ms: int | None
    seen_at_ms: int | None
    clock_offset_ms: int | None = Field(description="to be added to the bay's clock, when it was last seen")
    balance: Balance | None = Field(description="captured = synced + queued + evicted + dead_lettered")

    @classmethod
    def of(cls, device: Device) -> "DeviceView":
        return cls(
            device_id=device.device_id,
            bay=device.bay,
            joined_at_ms=device.joined_at_ms,
            revoked_at_ms=device.revoked_at_ms,
            seen_at_ms=device.seen_at_ms,
            clock_offset_ms=device.clock_offset_ms,
            balance=Balance.model_validate_json(device.balance) if device.balance else None,
        )


class Devices(BaseModel):
    devices: list[DeviceView]
