"""Links over HTTP. They come in bodies: an address stands in logs and histories."""

from fastapi import Request
from starlette.responses import Response

from cloud.links.schemas import Forgotten, LinkView, ShownLink, UsedLink
from cloud.parts import Parts
from cloud.routing import router_for
from cloud.sessions.cookies import Visiting
from cloud.sessions.endpoints import let_in
from cloud.sessions.schemas import SessionView

router = router_for("links")


@router.post("/links/reset", status_code=202)
def forgot(parts: Parts, visitor: Visiting, said: Forgotten) -> None:
    """Mail a link to a new password. The answer is the same whether or not the address is anybody's."""
    parts.links.mail_reset(said.email, visitor)


@router.post("/links/look")
def look(parts: Parts, said: ShownLink) -> LinkView:
    """What a link is for; it can still be used afterwards."""
    return parts.links.look(said.link)


@router.post("/links/use")
async def use_link(
    parts: Parts, request: Request, answer: Response, visitor: Visiting, said: UsedLink
) -> SessionView:
    """Choose a password, and be signed in. A link works once."""

    def work() -> SessionView:
        return let_in(parts, request, answer, visitor, parts.links.use(said))

    return await parts.turns.take(work)
