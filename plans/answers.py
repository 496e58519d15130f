"""A coach's answer to a decision: approve it, approve and edit it, or keep the plan; and take the answer back."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from athletes.models import User
from notices import outbox
from plans import snoozes
from plans.changes import By, make_change, undo_change
from plans.engine.decision import Directive
from plans.engine.operation_json import from_json
from plans.models import Answer, AnswerKind, Cause, Decision
from plans.sign_off import sign_off, take_back_sign_off


class AlreadyAnswered(Exception):
    """Somebody answered this decision before. Nothing was written."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.answer = answer


class Superseded(Exception):
    """A later night asks, or this one decided again after a late check-in: the newer question is the one to answer."""


@transaction.atomic
def give_answer(decision: Decision, kind: AnswerKind, user: User, note: str = "") -> Answer:
    """Write the answer and, unless the plan is kept, carry out the proposal. Approving the end of the offseason
    signs it off.

    Raises `AlreadyAnswered`, `Superseded`, or `plans.engine.applying.NotPossible` and `plans.changes.LimitBroken`
    when the plan has moved on so far that the proposal no longer fits; then nothing is written.
    """
    decision = (
        Decision.objects.in_team(decision.team_id).select_for_update(of=("self",), no_key=True)
        .select_related("athlete__user", "plan", "team")
        .get(pk=decision.pk)
    )  # fmt: skip
    newer = Q(night=decision.night, revision__gt=decision.revision) | Q(
        night__gt=decision.night, answer_until__isnull=False
    )
    if Decision.objects.in_team(decision.team_id).filter(newer, athlete=decision.athlete).exists():
        raise Superseded
    try:
        with transaction.atomic():
            answer = Answer.objects.create(
                team=decision.team, decision=decision, kind=kind, answered_by=user, note=note
            )
    except IntegrityError as error:
        earlier = Answer.objects.in_team(decision.team_id).get(decision=decision, undone_at=None)
        raise AlreadyAnswered(earlier) from error
    snoozes.end(decision)
    if decision.directive == Directive.FINISH and kind is not AnswerKind.KEPT and decision.plan is not None:
        sign_off(decision.plan, user)
    operations = from_json(decision.operations)
    if kind is AnswerKind.KEPT or not operations or decision.plan is None:
        return answer
    # Approving is the coach's signature under the soft limits that the proposal touches.
    signed = note or _("Approved proposal %(rule)s") % {"rule": decision.rule}
    answer.change = make_change(decision.plan, operations, By(Cause.ANSWER, user, signed))
    answer.save(update_fields=["change"])
    if decision.athlete.user and answer.change:
        outbox.put(
            team=decision.team,
            recipient=decision.athlete.user,
            kind="plan_changed",
            key=f"plan-changed.{answer.pk}",
            context={"first_day": answer.change.first_day.isoformat()},
        )
    return answer


@transaction.atomic
def undo_answer(answer: Answer, user: User) -> None:
    """Take an answer back: its change is undone exactly, the decision asks again. Undone twice is undone once."""
    answer = (
        Answer.objects.in_team(answer.team_id)
        .select_for_update(of=("self",))
        .select_related("change", "decision__plan__athlete")
        .get(pk=answer.pk)
    )
    if answer.undone_at is not None:
        return
    if answer.change is not None:
        undo_change(answer.change, By(Cause.UNDO, user))
    plan = answer.decision.plan
    if plan is not None and answer.decision.directive == Directive.FINISH and plan.signed_off_at is not None:
        take_back_sign_off(plan, user)
    answer.undone_at, answer.undone_by = timezone.now(), user
    answer.save(update_fields=["undone_at", "undone_by"])
