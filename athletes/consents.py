"""The explicit yes to keeping a kind of health data: who gave it, in which words, and until when.

A yes counts until it is withdrawn. Newer words, and an athlete who came of age, ask for it again and take
nothing away until then. `changed` tells other apps, inside the transaction, what may be used from now on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext as _

from athletes.consent_texts import version_of
from athletes.guardians import needs_guardian
from athletes.models import Athlete, Consent, ConsentKind, Injury, RecordKind, User
from athletes.recording import record

changed = Signal()
"""Sent with `athlete`, `kinds` and `delete` (whether what was kept of these kinds goes too)."""

ALL_KINDS = frozenset(ConsentKind)


@dataclass(frozen=True, slots=True)
class ConsentGiver:
    """Who says yes or no: the athlete, a guardian of theirs, or a manager who holds a signed paper."""

    user: User | None = None
    """None where the operator of the site enters what a paper says."""
    as_guardian: bool = False
    on_paper: str = ""
    """Where the paper is."""


def consented(athletes: Collection[Athlete]) -> dict[int, frozenset[ConsentKind]]:
    """What may be kept and used of these athletes, by their id. One query."""
    return consented_by_id({athlete.team_id for athlete in athletes}, [athlete.pk for athlete in athletes])


def consented_by_id(teams: Collection[int], athletes: Collection[int]) -> dict[int, frozenset[ConsentKind]]:
    """The same of athletes whose ids alone are known, and their teams'. One query."""
    kinds: dict[int, set[ConsentKind]] = {id: set() for id in athletes}
    rows = Consent.objects.filter(team__in=teams, athlete__in=athletes, withdrawn_at=None).order_by()
    for athlete_id, kind in rows.values_list("athlete_id", "kind"):
        kinds[athlete_id].add(ConsentKind(kind))
    return {id: frozenset(of_athlete) for id, of_athlete in kinds.items()}


def consent_of(athlete: Athlete) -> frozenset[ConsentKind]:
    return consented([athlete])[athlete.pk]


def may_keep(athlete: Athlete, kind: ConsentKind) -> bool:
    """Whether data of this kind may be written, used and shown."""
    return kind in consent_of(athlete)


def current(athlete: Athlete) -> dict[ConsentKind, Consent]:
    """The consents that count today, by kind."""
    rows = Consent.objects.in_team(athlete.team_id).filter(athlete=athlete, withdrawn_at=None)
    by_kind = {row.kind: row for row in rows.select_related("given_by")}
    return {kind: by_kind[kind] for kind in ConsentKind if kind in by_kind}


def to_confirm(athlete: Athlete, consents: Iterable[Consent]) -> list[ConsentKind]:
    """The kinds to be asked for again: the words changed since, or a guardian gave it and the athlete came of age."""
    of_age = not needs_guardian(athlete)
    return [
        ConsentKind(each.kind)
        for each in consents
        if each.version < version_of(ConsentKind(each.kind)) or (of_age and each.as_guardian)
    ]


@transaction.atomic
def give(athlete: Athlete, kinds: Iterable[ConsentKind], by: ConsentGiver) -> None:
    """Say yes to these kinds in their words of today. Raises ValidationError where this person cannot."""
    if why := refusal(athlete, by):
        raise ValidationError(why, code="not_theirs")
    kinds, now = frozenset(kinds), timezone.now()
    _end(athlete, kinds, by, now)
    Consent.objects.bulk_create(
        Consent(
            team_id=athlete.team_id,
            athlete=athlete,
            kind=kind,
            version=version_of(kind),
            given_at=now,
            given_by=by.user,
            as_guardian=by.as_guardian,
            on_paper=by.on_paper,
        )
        for kind in sorted(kinds)
    )
    record(
        athlete.team_id,
        RecordKind.CONSENT,
        "consent.given",
        actor=by.user,
        athlete=athlete,
        after={"kinds": sorted(kinds), **_how(by)},
    )
    changed.send(Athlete, athlete=athlete, kinds=kinds, delete=False)


@transaction.atomic
def withdraw(athlete: Athlete, kinds: Iterable[ConsentKind], by: ConsentGiver, *, delete: bool = False) -> None:
    """Take the yes back: from now on these kinds are neither used nor shown. `delete`: what was kept goes too.

    The athlete may at any age. Raises ValidationError where this person may not.
    """
    if why := withdrawal_refusal(athlete, by):
        raise ValidationError(why, code="not_theirs")
    kinds = frozenset(kinds)
    _end(athlete, kinds, by, timezone.now())
    if delete and ConsentKind.ILLNESS in kinds:
        Injury.objects.in_team(athlete.team_id).filter(athlete=athlete).delete()
    record(
        athlete.team_id,
        RecordKind.CONSENT,
        "consent.deleted" if delete else "consent.withdrawn",
        actor=by.user,
        athlete=athlete,
        before={"kinds": sorted(kinds), **_how(by)},
    )
    changed.send(Athlete, athlete=athlete, kinds=kinds, delete=delete)


def _end(athlete: Athlete, kinds: Collection[ConsentKind], by: ConsentGiver, now: object) -> None:
    # One change of an athlete at a time: the row that counts is unique, and a second click finds it changed.
    Athlete.objects.in_team(athlete.team_id).select_for_update(no_key=True).get(pk=athlete.pk)
    Consent.objects.in_team(athlete.team_id).filter(athlete=athlete, kind__in=kinds, withdrawn_at=None).update(
        withdrawn_at=now, withdrawn_by=by.user
    )


def refusal(athlete: Athlete, by: ConsentGiver) -> str:
    """Why this person cannot say yes for the athlete; empty when they can."""
    if by.on_paper:
        # A signed paper speaks for who cannot press the button, and for nobody else.
        can_press = athlete.user_id is not None and not needs_guardian(athlete)
        return _("This athlete has an account and decides there.") if can_press else ""
    if by.as_guardian:
        return "" if needs_guardian(athlete) else _("This athlete is old enough to decide.")
    return _("A guardian decides about this, until you are old enough.") if needs_guardian(athlete) else ""


def withdrawal_refusal(athlete: Athlete, by: ConsentGiver) -> str:
    """Why this person cannot take it back for the athlete; empty when they can, as the athlete always can."""
    return refusal(athlete, by) if by.as_guardian or by.on_paper else ""


def _how(by: ConsentGiver) -> dict[str, object]:
    return {**({"as_guardian": True} if by.as_guardian else {}), **({"on_paper": True} if by.on_paper else {})}
