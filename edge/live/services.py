"""What the web service is made of, and how an endpoint gets at it."""

from dataclasses import dataclass
from typing import Annotated, Protocol

from fastapi import Depends
from starlette.requests import HTTPConnection

from edge.live.hub import Hub
from edge.messages import ClaimOffer, Golfer, StateMessage
from edge.metrics import Metrics
from edge.store import Store


class BayView(Protocol):
    """The bay as the web service sees it. Called from worker threads: answer within milliseconds.

    A page that connects gets `state()` first and then what the hub publishes. So the bay changes its own
    state first and publishes the change afterwards; a page may then see a change twice, never not at all.
    """

    @property
    def metrics(self) -> Metrics: ...

    def state(self) -> StateMessage: ...

    def set_golfer(self, golfer: Golfer) -> None: ...

    def new_golfer(self) -> None: ...

    def offer_claim(self, session_id: str) -> ClaimOffer:
        """Raises edge.claims.NoClaim, StoreError."""

    def want_preview(self, wanted: bool) -> None:
        """Some page shows the preview now, or none does any more."""


@dataclass(frozen=True, slots=True)
class Services:
    bay: BayView
    store: Store
    hub: Hub


def _services(connection: HTTPConnection) -> Services:
    services: Services = connection.app.state.services
    return services


Live = Annotated[Services, Depends(_services)]
