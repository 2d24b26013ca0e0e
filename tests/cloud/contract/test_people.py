import dataclasses
import threading

from cloud.people.repository import Person
from cloud.store import Store
from swingvision.uuid7 import uuid7
from tests.cloud.rows import NOON_MS, ORGANISATION, OTHER_ORGANISATION, PLAYER


def person(**changes: object) -> Person:
    plain = Person(PLAYER, ORGANISATION, "ana@a.example", "Ana", ("player", "coach"), "$argon2", NOON_MS)
    return dataclasses.replace(plain, **changes)  # type: ignore[arg-type]


def test_a_person_is_there_at_once_by_id_and_address(store: Store) -> None:
    assert store.people.person(PLAYER) is None and store.people.by_email("ana@a.example") is None
    assert store.people.add(person()) == person()
    assert store.people.person(PLAYER) == store.people.by_email("ana@a.example") == person()
    assert store.people.add(person()) == person(), "the answer was lost: said again"


def test_an_address_is_one_persons(store: Store) -> None:
    store.people.add(person())
    assert store.people.add(person(person_id=uuid7(), password_hash="$other")) == person()
    other = person(person_id=uuid7(), email="ben@a.example", name="عَلِيّ 🏌️")
    assert store.people.add(other) == other == store.people.by_email("ben@a.example")


def test_of_many_that_want_an_address_at_once_one_has_it(store: Store) -> None:
    heard: list[Person] = []
    wanted = [person(person_id=uuid7(), password_hash=f"${n}") for n in range(8)]
    threads = [threading.Thread(target=lambda p=p: heard.append(store.people.add(p))) for p in wanted]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (
        len(heard) == 8 and len(set(heard)) == 1 and heard[0].password_hash in {"$%d" % n for n in range(8)}
    )


def test_roles_and_password_change_at_once(store: Store) -> None:
    assert not store.people.set_roles(PLAYER, ("coach",))
    assert not store.people.set_password(PLAYER, "$new", NOON_MS)
    store.people.add(person())
    assert store.people.set_roles(PLAYER, ("admin",)) and store.people.set_password(
        PLAYER, "$new", NOON_MS + 1
    )
    changed = person(roles=("admin",), password_hash="$new", sessions_from_ms=NOON_MS + 1)
    assert store.people.person(PLAYER) == changed


def test_who_was_removed_may_come_back(store: Store) -> None:
    assert not store.people.remove(PLAYER, NOON_MS)
    store.people.add(person())
    assert store.people.remove(PLAYER, NOON_MS) and store.people.remove(PLAYER, NOON_MS + 1)
    assert store.people.by_email("ana@a.example") == person(removed_at_ms=NOON_MS)
    back = person(organisation_id=OTHER_ORGANISATION, roles=("player",), sessions_from_ms=NOON_MS + 2)
    store.people.rejoin(back)
    assert store.people.person(PLAYER) == back


def test_people_are_listed_by_organisation_and_name(store: Store) -> None:
    ben = person(person_id=uuid7(), email="ben@a.example", name="Ben")
    far = person(person_id=uuid7(), email="far@a.example", organisation_id=OTHER_ORGANISATION)
    for one in (ben, far, person()):
        store.people.add(one)
    store.refresh()
    assert store.people.people(ORGANISATION) == [person(), ben]
    assert len(store.people.people(None)) == 3
