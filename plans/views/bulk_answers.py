"""One answer for many: a list of who and what changes first, then a result for each, and one undo for all of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from athletes import looks
from athletes.access import coach_page
from athletes.models import Athlete
from athletes.requests import TeamRequest
from athletes.zones import local_date
from plans import mornings
from plans.answers import AlreadyAnswered, Superseded, give_answer, undo_answer
from plans.changes import LimitBroken
from plans.engine.applying import NotPossible
from plans.models import Answer, AnswerKind, Decision
from plans.mornings import MorningRow
from plans.refusals import reason_of

MOST = 500
KINDS = (AnswerKind.APPROVED, AnswerKind.KEPT)
"""Editing is one by one."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one of them: done, or the reason why not."""

    athlete: Athlete
    words: str
    answer: Answer | None = None


@require_http_methods(["GET", "POST"])
@coach_page
def bulk_answers(request: TeamRequest) -> HttpResponse:
    """GET shows what would happen and writes nothing; POST does it for each and says what became of it."""
    sent = request.POST if request.method == "POST" else request.GET
    decisions = _decisions(request, sent)
    if sent.get("answer") not in KINDS or not decisions:
        messages.error(request, _("Select athletes and choose an answer for them. Nothing was changed."))
        return redirect("morning")
    kind = AnswerKind(sent["answer"])
    looks.note(request.actor, [d.athlete for d in decisions], "morning")
    today = local_date(timezone.now(), request.user.zone)
    if request.method == "GET":
        rows = mornings.rows_of(request.actor.team, [d.athlete for d in decisions], today)
        asked = {decision.pk for decision in decisions}
        rows = [row for row in rows if row.decision.pk in asked]
        fits = [row for row in rows if _fits(row, kind)]
        gone = len(decisions) - len(rows)
        context = {"kind": kind, "rows": fits, "left_out": [r for r in rows if not _fits(r, kind)], "gone": gone}
        return render(request, "plans/morning/bulk.html", context)
    results = [_answered(request, decision, kind) for decision in decisions]
    done = [result.answer for result in results if result.answer]
    return render(request, "plans/morning/bulk_done.html", {"results": results, "done": done, "kind": kind})


@require_POST
@coach_page
def bulk_undo(request: TeamRequest) -> HttpResponse:
    """Take back what was done at once; what cannot be is said by name."""
    mine = Answer.objects.in_team(request.actor.team).filter(decision__athlete__in=request.actor.athletes)
    done = 0
    for answer in mine.filter(pk__in=_keys(request.POST, "answer")).select_related("decision__athlete"):
        try:
            undo_answer(answer, request.user)
        except NotPossible as error:
            messages.error(request, f"{answer.decision.athlete.name}: {reason_of(error)}")
        else:
            done += 1
    messages.success(request, _("%(n)d asked again.") % {"n": done} if done != 1 else _("One asks again."))
    return redirect("morning")


def _decisions(request: TeamRequest, sent: QueryDict) -> list[Decision]:
    mine = Decision.objects.in_team(request.actor.team).filter(athlete__in=request.actor.athletes)
    chosen = mine.filter(pk__in=_keys(sent, "decision")).select_related("athlete")
    return list(chosen.defer("facts", "plan_state", "steering").order_by("athlete__name", "pk"))


def _keys(sent: QueryDict, name: str) -> list[int]:
    return [int(key) for key in sent.getlist(name)[:MOST] if key.isascii() and key.isdigit() and len(key) < 19]


def _fits(row: MorningRow, kind: AnswerKind) -> bool:
    return kind is AnswerKind.KEPT or (row.can_approve and not row.no_longer_fits)


def _answered(request: TeamRequest, decision: Decision, kind: AnswerKind) -> Result:
    athlete = decision.athlete
    if decision.answer_until is None or decision.answer_until < local_date(timezone.now(), request.user.zone):
        return Result(athlete, _("No longer waits for an answer."))
    try:
        answer = give_answer(decision, kind, request.user)
    except AlreadyAnswered as error:
        words = _("Already answered by %(by)s: %(kind)s.")
        by = error.answer.answered_by or _("somebody")
        return Result(athlete, words % {"by": by, "kind": error.answer.get_kind_display()})
    except Superseded:
        return Result(athlete, _("There is a newer decision; please look at that one."))
    except (NotPossible, LimitBroken) as error:
        return Result(athlete, _("No longer fits: %(why)s") % {"why": reason_of(error)})
    return Result(athlete, _("Done: %(kind)s.") % {"kind": answer.get_kind_display()}, answer)
