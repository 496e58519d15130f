"""Plans: a coach's morning, athletes and weeks, and an athlete's day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from plans.models import TimeAwayKind
from plans.time_away import enter_time_away
from tests.isolation.actors import COACH, RIVAL
from tests.isolation.rules import Route, Way, about_ana, about_ben, at, athletes, of_ana, of_ben
from tests.isolation.world import World
from tests.season import TUESDAY, WEDNESDAY, session_on

OWN_PAGE = athletes(200, others=200)


def make(world: World) -> dict[str, Any]:
    ana, days = world.cast.ana, (date(2027, 2, 1), date(2027, 2, 2))
    return {"own_away": enter_time_away(ana, TimeAwayKind.EXAMS, *days, world.cast.ana_user, WEDNESDAY)}


def _own_session(more: str = "") -> Callable[[World], str]:
    """Of Tuesday, which is over."""
    return lambda world: f"/my-sessions/{session_on(world.ana.plan, TUESDAY).pk}/{more}"


ROUTES: dict[str, Route] = {
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
    "me/away/": Route(
        at("/me/away/"),
        get=Way(athletes(200, others=200)),
        post=Way(
            athletes(302, others=302),
            lambda world: {"kind": "travel", "first_day": "2026-12-01", "last_day": "2026-12-03"},
        ),
    ),
    "me/away/<int:away_pk>/remove/": Route(
        lambda world: f"/me/away/{world.made['own_away'].pk}/remove/",
        post=Way(athletes(302, others=404)),
    ),
    "today/": Route(at("/today/"), get=Way(OWN_PAGE)),
    "my-week/": Route(at("/my-week/"), get=Way(OWN_PAGE)),
    "my-sessions/": Route(at("/my-sessions/"), get=Way(OWN_PAGE)),
    "my-sessions/<uuid:pk>/": Route(_own_session(), get=Way(athletes(200, others=404))),
    "my-sessions/<uuid:pk>/file/": Route(
        # Without a file it is refused; what is read of one is shown and never kept.
        _own_session("file/"),
        post=Way(athletes(422, others=404)),
    ),
    "my-sessions/<uuid:pk>/message/": Route(
        _own_session("message/"), post=Way(athletes(302, others=404), lambda world: {"text": "Icy hills"})
    ),
    "progress/": Route(at("/progress/"), get=Way(OWN_PAGE)),
    "today/sessions/<uuid:pk>/report/": Route(
        lambda world: f"/today/sessions/{world.ana.session.pk}/report/",
        post=Way(athletes(302, others=404), lambda world: {"outcome": "done"}),
    ),
}
SEEN = [
    (COACH, of_ana(""), ("goal-of-ana",)),
    (RIVAL, lambda world: f"/athletes/{world.cast.zoe.pk}/", ("goal-of-zoe",)),
]
