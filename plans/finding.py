"""What a coach may jump to: athletes they see, those athletes' pages, and the pages of the team."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from athletes.access import Actor
from athletes.models import Look
from plans.engine.finding import ranked

MOST = 12
RECENT = 5
LONGEST = 80
"""Characters of a question; what is longer is cut."""


class Place(NamedTuple):
    words: str
    beside: str
    url: str
    icon: str


def places(actor: Actor, query: str) -> list[Place]:
    """What answers the question, the best first; without one whom the coach looked at last, and the team's pages.

    One query.
    """
    asked = " ".join(query.replace("\0", "").split())[:LONGEST]
    if not asked:
        return [*_recent(actor), *_pages(actor)][:MOST]
    names = actor.athletes.order_by("name", "pk").values_list("pk", "name")
    candidates: list[tuple[tuple[str, ...], Place]] = [((page.words,), page) for page in _pages(actor)]
    several = " " in asked
    for pk, name in names:
        candidates.append(((name,), _athlete(pk, name)))
        if several:
            candidates += [((name, each.beside), each) for each in _pages_of(pk, name)]
    return ranked(asked, candidates)[:MOST]


def _recent(actor: Actor) -> list[Place]:
    looks = Look.objects.in_team(actor.team).filter(viewer=actor.user, athlete__in=actor.athletes)
    rows = looks.values_list("athlete_id", "athlete__name").annotate(last=Max("on")).order_by("-last", "athlete__name")
    return [_athlete(pk, name) for pk, name, _last in rows[:RECENT]]


def _athlete(pk: int, name: str) -> Place:
    return Place(name, "", reverse("athlete", args=[pk]), "person")


def _pages_of(pk: int, name: str) -> list[Place]:
    named = {
        _("Profile"): "profile",
        _("Messages"): "messages",
        _("Training history"): "training_history",
        _("Season audit"): "season_audit",
        _("Time away"): "away",
        _("Automation and locks"): "athlete_automation",
        _("Consent"): "athlete_consent",
    }
    return [Place(name, words, reverse(url, args=[pk]), "person") for words, url in named.items()]


def _pages(actor: Actor) -> list[Place]:
    """The pages that this coach may open."""
    named = {
        _("Morning"): "morning",
        _("Board"): "board",
        _("Phases"): "board_phases",
        _("Roster"): "roster",
        _("Templates"): "templates",
        _("Help"): "help",
        _("The rules in words"): "rules",
        _("My account"): "account",
        _("Team"): "team",
    }
    if actor.may_write:
        named |= {_("Add an athlete"): "athlete_new"}
    if actor.may_manage:
        named |= {
            _("Groups"): "groups",
            _("Invitations"): "invitations",
            _("Automation"): "team_automation",
            _("Rules of the team"): "team_rules",
            _("Stand-ins"): "team_contingencies",
            _("How far ahead athletes see"): "team_planning",
            _("Record"): "record",
        }
    if actor.is_owner:
        named |= {_("Team settings"): "team_settings"}
    return [Place(words, _("Page"), reverse(url), "info") for words, url in named.items()]
