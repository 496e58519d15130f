"""The REST routes, which ask for a token and take no session for one."""

from __future__ import annotations

from tests.isolation.actors import ANA_TOKEN, OTHER_GROUP_TOKEN, READ_TOKEN
from tests.isolation.rules import (
    Route,
    Way,
    api,
    api_managed,
    api_of_ana,
    api_of_the_team,
    api_written,
    at,
    public,
)
from tests.season import MONDAY, YESTERDAY

API = "api/v1/"
ROUTES: dict[str, Route] = {
    API + "openapi.json": Route(at("/api/v1/openapi.json"), get=Way(public())),
    API + "athletes": Route(at("/api/v1/athletes"), get=Way(api_of_the_team())),
    API + "athletes/<int:pk>": Route(api_of_ana(""), get=Way(api())),
    API + "athletes/<int:pk>/plan": Route(api_of_ana("/plan"), get=Way(api())),
    API + "athletes/<int:pk>/weeks": Route(api_of_ana("/weeks"), get=Way(api())),
    API + "athletes/<int:pk>/weeks/<str:monday>": Route(api_of_ana(f"/weeks/{MONDAY}"), get=Way(api())),
    API + "athletes/<int:pk>/sessions": Route(api_of_ana("/sessions"), get=Way(api())),
    API + "athletes/<int:pk>/decisions": Route(api_of_ana("/decisions"), get=Way(api())),
    API + "athletes/<int:pk>/logs": Route(api_of_ana("/logs"), get=Way(api())),
    API + "athletes/<int:pk>/logs/<str:date>": Route(
        api_of_ana(f"/logs/{YESTERDAY}"),
        get=Way(api()),
        put=Way(api_written(200), lambda world: {"mood": 1}),
        delete=Way(api_written(204)),
    ),
    API + "athletes/<int:pk>/normals": Route(api_of_ana("/normals"), get=Way(api())),
    API + "rules": Route(
        at("/api/v1/rules"),
        get=Way(api_of_the_team()),
        patch=Way(api_managed(200, elsewhere=200), lambda world: {"thresholds": {"cue_days": 4}}),
        delete=Way(api_managed(200, elsewhere=200)),
    ),
    API: Route(
        at("/api/v1/nowhere"), get=Way(api_of_the_team(404)), others=("post", "put", "patch", "delete", "options")
    ),
}
SEEN = [
    (READ_TOKEN, at("/api/v1/athletes"), ("Ana R.", "ana.r@example.org", "Ben O.")),
    (ANA_TOKEN, at("/api/v1/athletes"), ("Ana R.",)),
    (OTHER_GROUP_TOKEN, at("/api/v1/athletes"), ("Ben O.", "ben.o@example.org")),
    (READ_TOKEN, api_of_ana("/plan"), ("goal-of-ana",)),
    (READ_TOKEN, api_of_ana("/sessions"), ("note-of-ana",)),
    (READ_TOKEN, api_of_ana("/logs"), ("log-of-ana", "pain-of-ana")),
    (READ_TOKEN, at("/api/v1/rules"), ("rule-of-harvest",)),
]
