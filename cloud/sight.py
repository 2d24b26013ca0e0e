"""Whose swings somebody may see: their own as a player, of players who said yes as a coach, all as an admin
or with a token. Only who may ask at all (cloud.policies) gets here.
"""

from cloud.callers import Caller
from cloud.consents.repository import ConsentRepository
from cloud.problems import Problem


class Sight:
    def __init__(self, consents: ConsentRepository) -> None:
        self._consents = consents

    def all_of(self, caller: Caller) -> bool:
        """Whether it is the whole organisation, swings that are nobody's too."""
        return caller.kind == "token" or "admin" in caller.roles

    def owns(self, caller: Caller, player_id: str) -> bool:
        """Whether they may decide over this player's data."""
        return self.all_of(caller) or ("player" in caller.roles and player_id == caller.id)

    def sees(self, caller: Caller, player_id: str | None) -> bool:
        """Whether they may see this player's swings; None: swings that are nobody's."""
        if player_id is None:
            return self.all_of(caller)
        return self.owns(caller, player_id) or ("coach" in caller.roles and self._allowed(caller, player_id))

    def narrowed(self, caller: Caller, player_id: str | None) -> str | None:
        """The player to whom an answer is confined; None: it is not. Raises Problem 404, 422."""
        if player_id is None and not self.all_of(caller):
            if "player" not in caller.roles:
                raise Problem(422, "Name a player.", field="query.player_id")
            return caller.id
        if player_id is not None and not self.sees(caller, player_id):
            raise Problem(404, "There is no such player.")
        return player_id

    def _allowed(self, caller: Caller, player_id: str) -> bool:
        consent = self._consents.consent(player_id, caller.id)
        return (
            consent is not None
            and consent.withdrawn_at_ms is None
            and consent.organisation_id == caller.organisation_id
        )
