"""A coach's answer to a decision: approve it, approve and edit it, or keep the plan; and take the answer back."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from athletes.models import User
from notices import outbox
from plans.changes import By, make_change, undo_change
from plans.engine.operation_json import from_json
from plans.models import Answer, AnswerKind, Cause, Decision


class AlreadyAnswered(Exception):
    """Somebody answered this decision before. Nothing was written."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.answer = answer


@transaction.atomic
def give_answer(decision: Decision, kind: AnswerKind, user: User, note: str = "") -> Answer:
    """Write the answer and, unless the plan is kept, carry out the proposal.

    Raises `AlreadyAnswered`, or `plans.engine.applying.NotPossible` and `plans.changes.LimitBroken` when the
    plan has moved on so far that the proposal no longer fits; then nothing is written.
    """
    decision = (
        Decision.objects.in_team(decision.team_id).select_for_update(of=("self",), no_key=True)
        .select_related("athlete__user", "plan", "team")
        .get(pk=decision.pk)
    )  # fmt: skip
    try:
        with transaction.atomic():
            answer = Answer.objects.create(
                team=decision.team, decision=decision, kind=kind, answered_by=user, note=note
            )
    except IntegrityError as error:
        earlier = Answer.objects.in_team(decision.team_id).get(decision=decision, undone_at=None)
        raise AlreadyAnswered(earlier) from error
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
        .select_related("change")
        .get(pk=answer.pk)
    )
    if answer.undone_at is not None:
        return
    if answer.change is not None:
        undo_change(answer.change, By(Cause.UNDO, user))
    answer.undone_at, answer.undone_by = timezone.now(), user
    answer.save(update_fields=["undone_at", "undone_by"])
