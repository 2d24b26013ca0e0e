"""A player's yes and no to a coach."""

from cloud.clock import now_ms
from cloud.consents.repository import Consent, ConsentRepository
from cloud.people.repository import Person
from cloud.problems import Problem


class ConsentService:
    def __init__(self, consents: ConsentRepository) -> None:
        self._consents = consents

    def give(self, player_id: str, coach: Person) -> None:
        """Raises Problem 404 for somebody who is no coach."""
        if "coach" not in coach.roles:
            raise Problem(404, "There is no such coach.")
        self._consents.give(Consent(player_id, coach.person_id, coach.organisation_id, now_ms()))

    def withdraw(self, player_id: str, coach_id: str) -> None:
        """In force with the coach's next request. Raises Problem 404."""
        if not self._consents.withdraw(player_id, coach_id, now_ms()):
            raise Problem(404, "You gave no such consent.")

    def of_player(self, player_id: str) -> list[Consent]:
        return self._consents.of_player(player_id)

    def of_coach(self, coach_id: str) -> list[Consent]:
        """Those that hold."""
        return self._consents.of_coach(coach_id)
