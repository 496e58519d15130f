"""In and out, and a person's own account, which is the same page for everybody and shows nobody else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from tests.cast import a_user
from tests.isolation.actors import COACH, OTHER_STAFF, OWN_STAFF
from tests.isolation.foreign_keys import Names
from tests.isolation.rules import SIGN_IN, Route, Way, at, everybody, public, signing_in
from tests.isolation.world import World

WRONG = 422


def door(path: str, sent: dict[str, Any], *, answer: int = WRONG, get: int = 200) -> Route:
    """For those who are not in yet; the others are led on."""
    return Route(
        at(path), get=Way(signing_in(get)), post=Way(signing_in(answer), lambda world: sent, writes=False), is_open=True
    )


def own(path: str, *, get: int = 200, post: int | None = WRONG) -> Route:
    """About oneself, for whoever has just confirmed that it is them; nobody of the cast has a second factor."""
    form = None if post is None else Way(everybody(post), writes=False)
    return Route(at(path), get=Way(everybody(get)), post=form)


def confirming(path: str, *, get: int = 200, post: int = WRONG) -> Route:
    return Route(at(path), get=Way(everybody(get)), post=Way(everybody(post), writes=False))


def somebodys(path: str) -> Callable[[World], str]:
    return lambda world: f"/account/passkeys/{world.made['passkey'].pk}/{path}"


def make(world: World) -> dict[str, Any]:
    """Somebody who is nobody of the cast has a passkey and a session, which are for nobody of the cast."""
    nia = a_user("Nia")
    passkey = Authenticator.objects.create(user=nia, type="webauthn", data={"name": "Nia's", "credential": {}})
    session, own = (
        UserSession.objects.create(user=user, ip="192.0.2.7", session_key=f"of {user}", user_agent="Firefox/140")
        for user in (nia, world.users[COACH])
    )
    return {"passkey": passkey, "session": session, "the coach's session": own}


def a_guess(world: World) -> dict[str, Any]:
    """For another account each time, as guesses are counted."""
    return {"login": f"{uuid4()}@example.org", "password": "wrong"}


ROUTES: dict[str, Route] = {
    "sign-in/": Route(
        at("/sign-in/"), get=Way(signing_in()), post=Way(signing_in(WRONG), a_guess, writes=False), is_open=True
    ),
    "sign-in/code/": door("/sign-in/code/", {"email": "no address"}),
    # Without the step before these lead back to the beginning.
    "sign-in/code/sent/": door("/sign-in/code/sent/", {"code": "BBBB-BBBB"}, answer=302, get=302),
    "sign-in/second/": door("/sign-in/second/", {"code": "000000"}, answer=SIGN_IN, get=SIGN_IN),
    "sign-in/passkey/": Route(  # what a browser's key is asked, and its answer
        at("/sign-in/passkey/"),
        get=Way(public()),
        post=Way(signing_in(SIGN_IN), lambda world: {"credential": "{}"}, writes=False),
        is_open=True,
    ),
    "sign-out/": Route(at("/sign-out/"), post=Way(public(SIGN_IN), writes=False), is_open=True),
    "password/": Route(
        at("/password/"), get=Way(public()), post=Way(public(WRONG), lambda w: {"email": "none"}), is_open=True
    ),
    "password/sent/": Route(
        at("/password/sent/"), get=Way(public(SIGN_IN)), post=Way(public(SIGN_IN), writes=False), is_open=True
    ),
    "password/new/": Route(
        at("/password/new/"), get=Way(public(302)), post=Way(public(302), writes=False), is_open=True
    ),
    "account/": Route(
        at("/account/"),
        get=Way(everybody(200)),
        post=Way(everybody(302), lambda world: {"name": "Somebody new", "first_weekday": 0}),
    ),
    "account/digest/": Route(
        at("/account/digest/"),
        post=Way({**everybody(403), **dict.fromkeys((*OWN_STAFF, *OTHER_STAFF), 302)}),
    ),
    "account/sessions/": Route(
        at("/account/sessions/"),
        get=Way(everybody(200)),
        post=Way(everybody(404), lambda world: {"session": world.made["session"].pk}),
    ),
    "account/confirm/": confirming("/account/confirm/"),
    "account/confirm/code/": confirming("/account/confirm/code/", get=302, post=302),
    "account/confirm/passkey/": confirming("/account/confirm/passkey/", get=302, post=302),
    "account/password/": own("/account/password/"),
    "account/email/": own("/account/email/"),
    "account/email/sent/": own("/account/email/sent/", get=302, post=302),
    "account/app/": own("/account/app/"),
    "account/app/off/": own("/account/app/off/", get=404, post=404),
    "account/passkeys/new/": own("/account/passkeys/new/"),
    "account/passkeys/<int:pk>/": Route(somebodys(""), get=Way(everybody(404)), post=Way(everybody(404))),
    "account/passkeys/<int:pk>/remove/": Route(somebodys("remove/"), get=Way(everybody(404)), post=Way(everybody(404))),
    "account/recovery-codes/": own("/account/recovery-codes/", get=404, post=None),
    "account/recovery-codes/new/": own("/account/recovery-codes/new/"),
    "account/recovery-codes/file/": own("/account/recovery-codes/file/", get=404, post=404),
}

NAMES_A_ROW = {
    ("account._number", "session"): Names(
        "POST /account/sessions/",
        own=lambda world: world.made["the coach's session"].pk,
        foreign=lambda world: {"another person's": world.made["session"].pk, "nobody's": 987654},
        refused=(404,),
        writes=False,
    )
}
