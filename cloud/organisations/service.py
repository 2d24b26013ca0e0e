"""An organisation is known by its id, and there is one of each name."""

from cloud.clock import now_ms
from cloud.devices.repository import DeviceRepository
from cloud.organisations.repository import Organisation, OrganisationRepository
from swingvision.uuid7 import uuid7


class OrganisationService:
    def __init__(self, organisations: OrganisationRepository, devices: DeviceRepository) -> None:
        self._organisations, self._devices = organisations, devices

    def named(self, name: str) -> str:
        """The id of the organisation of this name, made where there is none."""
        organisation_id = self._devices.take("organisation", name.strip().casefold(), uuid7(), None)
        self._organisations.add(Organisation(organisation_id, name.strip(), now_ms()))
        return organisation_id

    def name_of(self, organisation_id: str) -> str:
        found = self._organisations.organisation(organisation_id)
        return "" if found is None else found.name
