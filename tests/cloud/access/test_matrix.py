"""Every operation asked by everybody who may not, and, as the control, by everybody who may."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, get_args

import pytest

from cloud.clock import now_ms
from cloud.people.repository import Role
from cloud.policies import POLICIES, Policy
from cloud.secrets import sha256
from cloud.sessions.repository import Session
from cloud.sight import Sight
from cloud.tokens.schemas import SCOPES
from tests.cloud.access.questions import QUESTIONS, Question
from tests.cloud.access.world import World, world
from tests.cloud.bay import Bay
from tests.cloud.browser import Browser, member, signed_in
from tests.cloud.running import running

ROLES: tuple[Role, ...] = get_args(Role)
GUARDED = {name: policy for name, policy in POLICIES.items() if not policy.anyone}
Headers = dict[str, str]


@dataclass
class Stage:
    """world: the one that is attacked. control: one in which everybody may do what they may."""

    world: World
    neighbour: World
    control: World
    strangers: dict[Role, Browser]
    former_coach: Browser
    second_bay: Bay

    def token(self, *scopes: Any, valid_s: int | None = None, organisation: str = "Range") -> str:
        parts = self.world.service.parts
        return parts.tokens.add(parts.organisations.named(organisation), scopes or SCOPES, "test", valid_s)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with running(tmp_path_factory.mktemp("cloud")) as service, service.http() as http:
        attacked, control = world(service, http), world(service, http)
        strangers = {role: member(service, http, role) for role in ROLES}
        former = member(service, http, "coach")
        for method in ("PUT", "DELETE"):
            answer = attacked.player.ask(method, f"/v1/consents/{former.person_id}")
            assert answer.status_code == 204
        second = Bay.joined(service, http, "Bay 2")
        before = picture(attacked)
        yield Stage(attacked, world(service, http, "Other"), control, strangers, former, second)
        assert picture(attacked) == before, "nothing that was refused left a trace"


def picture(one: World) -> list[Any]:
    """What an attack could have changed."""
    store = one.service.parts.store
    people = [store.people.person(one.person(role).person_id) for role in ROLES]
    sessions = [store.sessions.session(one.person(role).session_id) for role in ROLES]
    consents = store.consents.of_player(one.player.person_id)
    told = [None if each is None else each.ended_at_ms for each in sessions]
    claim, upload = store.claims.claim_of(sha256(one.code)), store.clips.upload(one.upload_id)
    return [store.swings.swing(one.swing_id), people, told, consents, upload, claim]


def shown(text: str) -> Headers:
    return {"authorization": f"Bearer {text}"}


def asked(one: World, question: Question, about: Browser, headers: Headers) -> tuple[int, str]:
    said, path = question.said(one), question.address(one, about)
    sent = {**question.headers(one), **headers}
    content = question.content
    body = {"content": content} if content is not None else {"json": said} if said is not None else {}
    with one.http.stream(question.method, path, headers=sent, **body) as answer:
        endless = answer.headers.get("content-type", "").startswith("text/event-stream")
        text = next(answer.iter_text(), "") if endless else answer.read().decode("latin-1")
        return answer.status_code, text


def is_refused(one: World, operation: str, status: int, text: str) -> bool:
    """Or answered without a word of this world; a bay's items are refused one by one."""
    if status in (401, 403, 404):
        return True
    if operation == "deliver":
        return status == 200 and '"rejected"' in text and '"accepted"' not in text
    if operation == "audit":
        # A log holds the ids that its own people asked for, whosever they are.
        return status == 200 and not any(f'"asker_id":"{one.person(r).person_id}"' in text for r in ROLES)
    return status in (200, 202) and not any(mark in text for mark in one.marks)


# Who asks: the headers of somebody who may not.
Asking = Callable[[Stage], Headers]


def dead_session(policy: Policy, how: str, stage: Stage) -> Headers:
    """The right person, with a session that is no more."""
    one = stage.world
    service, person_id = one.service, one.person(may_all(policy)).person_id
    person = service.parts.store.people.person(person_id)
    assert person is not None
    if how == "removed":
        gone = member(service, one.http, *person.roles)
        service.parts.store.people.remove(gone.person_id, now_ms())
        return gone.headers
    browser = signed_in(service, one.http, person)
    if how == "ended":
        service.parts.sessions.end(person_id, browser.session_id)
    else:
        session_id, _, secret = next(iter(browser.cookies.values())).partition(".")
        was = service.parts.store.sessions.session(session_id)
        assert was is not None
        old = Session(
            "f" + session_id[1:], was.secret_sha256, person_id, "", was.made_at_ms - 9, now_ms() - 1
        )
        service.parts.store.sessions.begin(old)
        browser.cookies = {next(iter(browser.cookies)): f"{old.session_id}.{secret}"}
        browser.csrf = service.parts.sessions.csrf(old)
    return browser.headers


def may_all(policy: Policy) -> Role:
    """The role that reaches furthest."""
    return next(role for role in ("admin", "player", "coach", "operator") if role in policy.roles)


def revoked_token(stage: Stage) -> Headers:
    token = stage.token()
    stage.world.service.parts.tokens.revoke(token.split("_")[1])
    return shown(token)


def dead_device(stage: Stage, how: str) -> Headers:
    one = stage.world
    if how == "expired":
        signer = one.service.parts.devices._signer
        return shown(signer.sign("device", one.bay.device_id, now_ms() - 1))
    bay = Bay.joined(one.service, one.http, "Gone")
    one.service.parts.devices.revoke(bay.device_id)
    return bay.headers


def situations(operation: str, policy: Policy) -> dict[str, Asking]:
    question = QUESTIONS[operation]
    made: dict[str, Asking] = {"anonymous": lambda s: {}}
    if policy.device:
        made |= {
            "wrong organisation, a bay": lambda s: s.neighbour.bay.headers,
            "wrong device": lambda s: s.second_bay.headers,
            "revoked device": lambda s: dead_device(s, "revoked"),
            "expired device": lambda s: dead_device(s, "expired"),
            "a program at a bay's door": lambda s: shown(s.token()),
            "an admin at a bay's door": lambda s: s.world.admin.headers,
        }
        return made
    made["a bay at people's door"] = lambda s: s.world.bay.headers
    if policy.scope is not None:
        others = [scope for scope in SCOPES if scope != policy.scope]
        made |= {
            "wrong organisation, a program": lambda s: shown(s.token(organisation="Other")),
            "a program of other scopes": lambda s: shown(s.token(*others)),
            "revoked token": revoked_token,
            "expired token": lambda s: shown(s.token(valid_s=-1)),
        }
    else:
        made["a program at a person's door"] = lambda s: shown(s.token())
    return made | of_people(question, policy)


def _here(role: str, stage: Stage) -> Headers:
    return stage.world.person(role).headers


def _next_door(role: str, stage: Stage) -> Headers:
    return stage.neighbour.person(role).headers


def of_people(question: Question, policy: Policy) -> dict[str, Asking]:
    made: dict[str, Asking] = {}
    for role in ROLES:
        if role not in policy.roles:
            made[f"lower role, {role}"] = partial(_here, role)
        elif not question.own:
            made[f"wrong organisation, {role}"] = partial(_next_door, role)
    if question.whose and "player" in policy.roles:
        made["other player"] = lambda s: s.strangers["player"].headers
    if question.whose and "coach" in policy.roles:
        made["unlinked coach"] = lambda s: s.strangers["coach"].headers
        made["coach after withdrawal"] = lambda s: s.former_coach.headers
    for how in ("ended", "expired", "removed"):
        made[f"{how} session"] = partial(dead_session, policy, how)
    if question.method not in ("GET", "HEAD"):
        right = may_all(policy)
        made["without csrf"] = lambda s: {**s.world.person(right).headers, "x-csrf-token": ""}
        made["another site's page"] = lambda s: {
            **s.world.person(right).headers,
            "origin": "https://evil.example",
        }
    return made


CELLS = [
    pytest.param(operation, asking, id=f"{operation}-{situation}")
    for operation, policy in GUARDED.items()
    for situation, asking in situations(operation, policy).items()
]


@pytest.mark.parametrize(("operation", "asking"), CELLS)
def test_it_is_refused(stage: Stage, operation: str, asking: Asking) -> None:
    one = stage.world
    status, text = asked(one, QUESTIONS[operation], one.player, asking(stage))
    assert is_refused(one, operation, status, text), (status, text[:300])


def ways(policy: Policy) -> list[str]:
    said = ["bay"] if policy.device else []
    said += ["program"] if policy.scope is not None else []
    return said + sorted(policy.roles)


MAY = [(operation, way) for operation, policy in GUARDED.items() for way in ways(policy)]


@pytest.mark.parametrize(("operation", "way"), MAY)
def test_who_may_is_answered(stage: Stage, operation: str, way: str) -> None:
    question = QUESTIONS[operation]
    one = stage.control
    if question.uses_up:
        one = world(one.service, one.http)
    if way in ROLES:
        asker = one.person(way)
        headers, about = asker.headers, asker if operation == "end_session" else one.player
    else:
        scope = POLICIES[operation].scope
        headers, about = (one.bay.headers if way == "bay" else shown(stage.token(scope))), one.player
    status, text = asked(one, question, about, headers)
    assert 200 <= status < 300 and '"rejected"' not in text, (status, text[:300])


@pytest.mark.parametrize("role", ["player", "coach"])
def test_the_matrix_sees_a_hole(stage: Stage, role: Role, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: were nobody asked whose a swing is, strangers would see it."""
    one, asker = stage.world, stage.strangers[role]
    for hole in (False, True):
        if hole:
            monkeypatch.setattr(Sight, "sees", lambda *_: True)
        status, text = asked(one, QUESTIONS["swing"], one.player, asker.headers)
        assert is_refused(one, "swing", status, text) is not hole


def test_every_operation_is_asked() -> None:
    assert QUESTIONS.keys() == GUARDED.keys()
    assert len(CELLS) > 300 and len(MAY) > 70
