"""What a person agreed to, sees, takes along and erases. Willa is Petra's ward in Ana's group, and too young."""

from __future__ import annotations

from typing import Any

from athletes.models import AgeGroup, GroupAthlete, Guardian
from tests.cast import an_athlete
from tests.isolation.actors import ANA, BEN, COACH, FORMER_ATHLETE, GUARDIAN, OWNER, RIVAL, ZOE
from tests.isolation.rules import Expected, Route, Way, about_ana, at, athletes, everybody, guardians, managers
from tests.isolation.world import World

OWN_PAGE, OWN_WRITTEN = athletes(200, others=200), athletes(302, others=302)
ATHLETES = (ANA, BEN, ZOE, FORMER_ATHLETE)
EXPORTED = everybody(200)
ONLY_OWNERS: Expected = {OWNER: 422, RIVAL: 422}
SURE = {"sure": "on"}


def make(world: World) -> dict[str, Any]:
    team = world.cast.team
    willa = an_athlete(team, "Willa", age_group=AgeGroup.UNDER_18)
    GroupAthlete.objects.create(team=team, group=world.hill, athlete=willa)
    Guardian.objects.create(team=team, user=world.users[GUARDIAN], athlete=willa)
    return {"willa": willa}


def of_willa(path: str, folder: str = "wards") -> Any:
    return lambda world: f"/{folder}/{world.made['willa'].pk}/{path}"


def of_who_is_archived(path: str) -> Any:
    return lambda world: f"/athletes/{world.archived.pk}/{path}"


ROUTES: dict[str, Route] = {
    "me/": Route(at("/me/"), get=Way(OWN_PAGE)),
    "me/consent/": Route(
        at("/me/consent/"), get=Way(OWN_PAGE), post=Way(OWN_WRITTEN, lambda world: {"withdraw": "heart"})
    ),
    "me/consent/later/": Route(at("/me/consent/later/"), post=Way(OWN_WRITTEN, writes=False)),
    "me/consent/<str:kind>/delete/": Route(
        at("/me/consent/wellness/delete/"), get=Way(OWN_PAGE), post=Way(OWN_WRITTEN, lambda world: SURE)
    ),
    "me/data/": Route(at("/me/data/"), get=Way(OWN_PAGE)),
    "me/export/": Route(at("/me/export/"), get=Way(EXPORTED), post=Way(EXPORTED, writes=ATHLETES)),
    "me/erase/": Route(
        at("/me/erase/"),
        get=Way(everybody(200)),
        post=Way(everybody(302) | ONLY_OWNERS, lambda world: {"what": "account", **SURE}),
    ),
    "wards/": Route(at("/wards/"), get=Way(guardians(200, others=200))),
    "wards/<int:pk>/": Route(of_willa(""), get=Way(guardians(200, others=404))),
    "wards/<int:pk>/consent/": Route(
        of_willa("consent/"),
        get=Way(guardians(200, others=404)),
        post=Way(guardians(302, others=404), lambda world: {"withdraw": "heart"}),
    ),
    "wards/<int:pk>/consent/<str:kind>/delete/": Route(
        of_willa("consent/wellness/delete/"),
        get=Way(guardians(200, others=404)),
        post=Way(guardians(302, others=404), lambda world: SURE),
    ),
    "wards/<int:pk>/export/": Route(
        of_willa("export/"), get=Way(guardians(200, others=404)), post=Way(guardians(200, others=404))
    ),
    "wards/<int:pk>/erase/": Route(
        of_willa("erase/"),
        get=Way(guardians(200, others=404)),
        post=Way(guardians(302, others=404), lambda world: SURE),
    ),
    "athletes/<int:pk>/consent/": Route(
        of_willa("consent/", "athletes"),
        get=Way(about_ana(read_only=200)),
        post=Way(about_ana(403) | {OWNER: 302, COACH: 302}, lambda world: {"withdraw": "heart"}),
    ),
    "athletes/<int:pk>/erase/": Route(
        of_who_is_archived("erase/"),
        get=Way(managers(200, elsewhere=404)),
        post=Way(managers(302, elsewhere=404), lambda world: SURE),
        archived=True,
    ),
}
SEEN = [(who, at("/me/consent/"), (f"paper-of-{name}",)) for who, name in ((ANA, "ana"), (BEN, "ben"), (ZOE, "zoe"))]
