"""Taking swings home over HTTP. Codes come in bodies: an address stands in logs and histories."""

from cloud.access import Asker, Signed
from cloud.claims.schemas import Claims, ClaimView, CodeView, ShownCode, SignUp
from cloud.parts import Parts
from cloud.routing import router_for
from cloud.sessions.cookies import Visiting

router = router_for("claims")


@router.post("/claims")
def claim_swings(parts: Parts, signed: Signed, visitor: Visiting, said: ShownCode) -> ClaimView:
    """Claim the swings of the session for which the bay showed this code, those still to come too.

    `waiting`: the bay has not reached us yet; it completes by itself when it does. A code that is not known
    waits the same way, so guessing tells nothing.
    """
    return parts.claims.claim(signed[0], said.code, visitor)


@router.get("/claims")
def claims(parts: Parts, caller: Asker) -> Claims:
    """This person's claims of the last 90 days, newest first. A change may take a second to appear."""
    return Claims(claims=parts.claims.claims_of(caller.id))


@router.post("/claims/look")
def look_at_code(parts: Parts, visitor: Visiting, said: ShownCode) -> CodeView:
    """What a code is for; it can still be used afterwards."""
    return parts.claims.look(said.code, visitor)


@router.post("/claims/sign-up", status_code=202)
def sign_up(parts: Parts, visitor: Visiting, said: SignUp) -> None:
    """Mail an invitation to become a player where the code is from. The answer is the same whether or not the
    address has an account already, which gets no letter.
    """
    parts.claims.sign_up(said.code, said.email, visitor)
