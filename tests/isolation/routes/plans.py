"""Plans: a coach's morning, athletes and weeks, and an athlete's day."""

from __future__ import annotations

from uuid import uuid4

from tests.isolation.actors import COACH, GROUP_COACH, OTHER_GROUP, RIVAL
from tests.isolation.foreign_keys import Names
from tests.isolation.rules import Route, Way, about_ana, about_ben, at, athletes, of_ana, of_ben, team_page
from tests.season import FRIDAY, MONDAY, WEDNESDAY, session_on

OWN_PAGE = athletes(200, others=200)

ROUTES: dict[str, Route] = {
    "morning/": Route(at("/morning/"), get=Way(team_page())),
    "athletes/<int:pk>/": Route(of_ana(""), get=Way(about_ana(read_only=200))),
    "athletes/<int:pk>/plan/new/": Route(
        of_ben("plan/new/"),
        get=Way(about_ben(about_ana(read_only=200))),
        post=Way(about_ben(about_ana(302)), lambda world: {"start": "2026-11-23"}),
    ),
    "athletes/<int:pk>/plans/<int:plan_pk>/end/": Route(
        lambda world: of_ana(f"plans/{world.ana.plan.pk}/end/")(world), post=Way(about_ana(302))
    ),
    "athletes/<int:pk>/plans/<int:plan_pk>/reopen/": Route(
        lambda world: of_ben(f"plans/{world.ended.pk}/reopen/")(world), post=Way(about_ben(about_ana(302)))
    ),
    "athletes/<int:pk>/away/": Route(
        of_ana("away/"),
        get=Way(about_ana(read_only=200)),
        post=Way(about_ana(302), lambda world: {"kind": "travel", "first_day": "2026-12-01", "last_day": "2026-12-03"}),
    ),
    "athletes/<int:pk>/away/<int:away_pk>/remove/": Route(
        lambda world: of_ana(f"away/{world.ana.away.pk}/remove/")(world), post=Way(about_ana(302))
    ),
    "athletes/<int:pk>/weeks/<day:monday>/": Route(of_ana(f"weeks/{MONDAY}/"), get=Way(about_ana(read_only=200))),
    "athletes/<int:pk>/weeks/of/<day:day>/": Route(
        # It only counts days; the page that it leads to is the one that looks.
        of_ana(f"weeks/of/{FRIDAY}/"),
        get=Way(team_page(302, read_only=302)),
    ),
    "athletes/<int:pk>/weeks/<day:monday>/edit/": Route(
        of_ana(f"weeks/{MONDAY}/edit/"),
        post=Way(about_ana(302), lambda world: {"op": "add", "kind": "mobility", "day": FRIDAY, "revision": 3}),
    ),
    "athletes/<int:pk>/changes/<int:change_pk>/undo/": Route(
        lambda world: of_ana(f"changes/{world.ana.change.pk}/undo/")(world), post=Way(about_ana(302))
    ),
    "decisions/<int:pk>/answer/": Route(
        lambda world: f"/decisions/{world.ana.asked.pk}/answer/",
        post=Way(about_ana(302), lambda world: {"answer": "kept"}),
    ),
    "answers/<int:pk>/undo/": Route(lambda world: f"/answers/{world.ana.answered.pk}/undo/", post=Way(about_ana(302))),
    "today/": Route(at("/today/"), get=Way(OWN_PAGE)),
    "my-week/": Route(at("/my-week/"), get=Way(OWN_PAGE)),
    "today/sessions/<uuid:pk>/report/": Route(
        lambda world: f"/today/sessions/{world.ana.session.pk}/report/",
        post=Way(athletes(302, others=404), lambda world: {"outcome": "done"}),
    ),
}
SEEN = [
    (COACH, at("/morning/"), ("Ana R.", "Ben O.")),
    (GROUP_COACH, at("/morning/"), ("Ana R.",)),
    (OTHER_GROUP, at("/morning/"), ("Ben O.", "Harvest Runners")),
    (RIVAL, at("/morning/"), ("Zoe W.", "Rival Club", "Rolf")),
    (COACH, of_ana(""), ("goal-of-ana",)),
    (COACH, of_ana(f"weeks/{MONDAY}/"), ("note-of-ana", "Carla")),
    (RIVAL, lambda world: f"/athletes/{world.cast.zoe.pk}/", ("goal-of-zoe",)),
    (RIVAL, lambda world: f"/athletes/{world.cast.zoe.pk}/weeks/{MONDAY}/", ("note-of-zoe",)),
]
NAMES_A_ROW = {
    ("EditForm", "session"): Names(
        "POST /athletes/<int:pk>/weeks/<day:monday>/edit/",
        own=lambda world: world.ana.session.pk,
        foreign=lambda world: {
            "a team-mate's": session_on(world.ended, WEDNESDAY, "strength").pk,
            "another team's": world.zoe.session.pk,
            "nobody's": uuid4(),
        },
        sent=lambda world: {"op": "drop", "revision": 3},
        refused=(409,),
    ),
}
