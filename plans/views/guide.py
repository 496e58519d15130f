"""The guide to the rules, with the numbers of the reader's own team."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from athletes.requests import TeamRequest
from plans.engine.guide import guide
from plans.engine.rulebook import DEFAULT_RULEBOOK
from plans.rulebooks import rulebook_for, rulebook_of


@require_GET
def rules(request: TeamRequest) -> HttpResponse:
    actor = request.actor
    if actor is None:
        rulebook = DEFAULT_RULEBOOK
    else:
        # Athletes read the numbers that they go by; a group of theirs may try other ones than the team.
        own = actor.athlete if not actor.is_coach else None
        rulebook = rulebook_for(own) if own else rulebook_of(actor.team)
    return render(request, "plans/rules.html", {"guide": guide(rulebook, gettext)})
