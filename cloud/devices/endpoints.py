"""Joining, proving, and the list of an organisation's devices."""

from cloud.access import Asker
from cloud.devices.schemas import Devices, DeviceView
from cloud.parts import Parts
from cloud.routing import router_for
from swingvision.delivery import ClaimAnswer, ClaimRequest, NonceAnswer, TokenAnswer, TokenRequest

router = router_for("devices")


@router.post("/devices/claim")
def claim(parts: Parts, request: ClaimRequest) -> ClaimAnswer:
    """A device joins with the code that an operator made, and its own key. Asking again with the same key is
    harmless.
    """
    return parts.devices.claim(request)


@router.post("/devices/nonce")
def nonce(parts: Parts) -> NonceAnswer:
    """Something to sign within a minute, once."""
    return parts.devices.nonce()


@router.post("/devices/token")
def token(parts: Parts, request: TokenRequest) -> TokenAnswer:
    """A short-lived token for a signed nonce."""
    return parts.devices.token(request)


@router.get("/devices")
def devices(parts: Parts, caller: Asker) -> Devices:
    """The organisation's devices, the clock and the balance that each last reported."""
    return Devices(devices=[DeviceView.of(one) for one in parts.devices.list(caller.organisation_id)])
