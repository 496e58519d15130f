"""What would have changed the verdict, or would change it next: never guessed, always decided.

Arithmetic on the facts finds a small edit; `decide` on the edited facts says what would then have been proposed. What
makes no difference is not said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

from plans.engine import gates
from plans.engine.deciding.easing import CHANGES
from plans.engine.decision import Directive, NightDecision, Reason
from plans.engine.decision_policy import DecisionPolicy
from plans.engine.decisions import decide
from plans.engine.facts import HISTORY_DAYS, DayFact, NightFacts
from plans.engine.gate_edits import GREEN, Edit, edit, fewer_flagged, rounded_up, to_open, with_days
from readiness.engine.vocabulary import Status

_AMBER, _RED = DayFact(Status.AMBER, "S3"), DayFact(Status.RED, "S2")
SUNDAY = 6


def otherwise(facts: NightFacts, decision: NightDecision, policy: DecisionPolicy) -> tuple[Edit, ...]:
    """The edits of the facts that change what is proposed, at most one or two. What a coach answered to an earlier
    revision is left out: it changes what is asked, not why."""
    if facts.revised is not None:
        facts = replace(facts, revised=None)
        decision = decide(facts, policy)
    return tuple(BY_RULE[decision.rule](facts, decision, policy))


def _health(facts: NightFacts, decision: NightDecision, policy: DecisionPolicy) -> Iterator[Edit]:
    if decision.reasons[0].message == "d1.return":
        ill = replace(with_days(facts, {len(facts.days) - 1: DayFact(Status.RED, "S1")}), ill=True)
        yield from _if(Directive.REST_WHILE_ILL, edit("symptom", ill), policy)
    elif decision.directive is Directive.REST_WHILE_ILL:
        yield from _if(Directive.RETURN_GRADUALLY, edit("clear_log", tomorrow(facts, GREEN)), policy)


def _rest_day(facts: NightFacts, decision: NightDecision, policy: DecisionPolicy) -> Iterator[Edit]:
    places = [at for at, day in enumerate(facts.days) if day.known][-policy.red_logs_window :]
    red = [at for at in places if facts.days[at].rule == "S2"]
    fewer = len(red) - policy.red_logs_for_rest + 1
    edited = with_days(facts, dict.fromkeys(red[:fewer], GREEN))
    yield from _instead(edit("fewer_days", edited, n=fewer), decision, policy)


def _flagged_days(facts: NightFacts, decision: NightDecision, policy: DecisionPolicy) -> Iterator[Edit]:
    phase = facts.phase
    if decision.reasons[0].message == "d3.lighter" and phase is not None:
        heavier = edit("not_lighter", replace(facts, phase=replace(phase, next_week_km=phase.week_km)))
        yield from _instead(heavier, decision, policy)
        return
    flagged = sum(day.flagged for day in facts.logs(policy.ease_window_days))
    fewer = flagged - policy.flagged_logs_to_ease + 1
    edited = fewer_flagged(facts, policy.ease_window_days, fewer)
    yield from _instead(edit("fewer_days", edited, n=fewer), decision, policy)


def _signs(facts: NightFacts, decision: NightDecision, policy: DecisionPolicy) -> Iterator[Edit]:
    if facts.pair_days_ago == 0:
        alone = replace(facts, cues=facts.cues[:1], pair_days_ago=1)
        yield from _instead(edit("one_sign", alone), decision, policy)
    elif decision.rule == "D4":
        yield from _flagged_days(facts, decision, policy)
    elif facts.work is not None:
        days = policy.days_without_run
        run = replace(facts, work=replace(facts.work, days_without_run=days))
        yield from _instead(edit("run", run, days=days), decision, policy)


def _strained(facts: NightFacts, decision: NightDecision, policy: DecisionPolicy) -> Iterator[Edit]:
    assert facts.work is not None  # D6 was decided from it
    yield from _instead(edit("as_planned", replace(facts, work=replace(facts.work, strained=0))), decision, policy)


def _kilometres(facts: NightFacts, decision: NightDecision, policy: DecisionPolicy) -> Iterator[Edit]:
    assert facts.work is not None  # D10 was decided from it
    this, *before = facts.work.weeks
    more = rounded_up(policy.adherence_share * this.planned_km - this.high_km)
    run = replace(this, low_km=round(this.low_km + more, 1), high_km=round(this.high_km + more, 1))
    edited = replace(facts, work=replace(facts.work, weeks=(run, *before)))
    yield from _instead(edit("more_km", edited, km=more), decision, policy)


def _step(facts: NightFacts, decision: NightDecision, policy: DecisionPolicy) -> Iterator[Edit]:
    assert facts.work is not None  # V1 was decided from both
    assert facts.phase is not None
    best = max(week.high_km for week in facts.work.weeks)
    most = int(10 * max(policy.week_leap_ratio * best, best + policy.free_step_km)) / 10
    edited = replace(facts, phase=replace(facts.phase, next_week_km=most))
    yield from _instead(edit("planned_km", edited, km=most), decision, policy)


def _check_ins(facts: NightFacts, decision: NightDecision, policy: DecisionPolicy) -> Iterator[Edit]:
    """The newest days first, because they count in both windows."""
    silent = [at for at, day in enumerate(facts.days) if not day.known and not day.away][::-1]
    for n in range(1, len(silent) + 1):
        edited = with_days(facts, dict.fromkeys(silent[:n], GREEN))
        if gates.has_enough_logs(edited, policy):
            yield edit("logs", edited, n=n)
            return


def _gate(facts: NightFacts, decision: NightDecision, policy: DecisionPolicy) -> Iterator[Edit]:
    missing = [check for check in gates.checks(facts, policy) if not check.met]
    if opened := to_open(missing, facts, policy):
        yield opened


def _advance(facts: NightFacts, decision: NightDecision, policy: DecisionPolicy) -> Iterator[Edit]:
    yesterday = max(0, len(facts.days) - 2)
    yield edit("red_day", with_days(facts, {yesterday: _RED}), days=policy.calm_no_red_days)


def _silence(facts: NightFacts, decision: NightDecision, policy: DecisionPolicy) -> Iterator[Edit]:
    yield edit("check_in", with_days(facts, {len(facts.days) - 1: GREEN}))


def _steady(facts: NightFacts, decision: NightDecision, policy: DecisionPolicy) -> Iterator[Edit]:
    """Nothing is proposed: because of a change that is given its time, or until more such days come."""
    if facts.phase is None:
        return
    changes = [each.ago for each in facts.recent if each.proposed and each.rule in CHANGES]
    if changes and (facts.is_weekly or facts.today.rule == "S2"):
        without = edit("cooldown", replace(facts, recent=()), days=min(changes))
        told = tuple(_instead(without, decision, policy))
        yield from told
        if told:
            return
    if facts.today.rule == "S2":
        yield from _if(Directive.REST_NEXT_RUN, edit("red_again", tomorrow(facts, _RED)), policy)
    elif facts.today.flagged:
        yield from _by_sunday(facts, decision, policy)


def _by_sunday(facts: NightFacts, decision: NightDecision, policy: DecisionPolicy) -> Iterator[Edit]:
    left = SUNDAY - facts.night.weekday()
    counted = facts.last(max(0, policy.ease_window_days - left))
    more = policy.flagged_logs_to_ease - sum(day.flagged for day in counted)
    if not 1 <= more <= left:
        return
    sunday = facts
    for n in range(left):
        sunday = tomorrow(sunday, _AMBER if n < more else GREEN)
    yield from _instead(edit("by_sunday", sunday, n=more), decision, policy)


def tomorrow(facts: NightFacts, day: DayFact) -> NightFacts:
    """The facts of the next night, with this day added and nothing else new."""
    symptoms = facts.symptoms
    if symptoms is not None:
        clear = None if symptoms.clear_ago is None else symptoms.clear_ago + 1
        if clear is None and not day.flagged:
            clear = 0
        symptoms = replace(symptoms, ago=symptoms.ago + 1, clear_ago=clear)
    pair = facts.pair_days_ago
    return replace(
        facts,
        night=facts.night + timedelta(days=1),
        days=(*facts.days, day)[-HISTORY_DAYS:],
        cues=(),
        pair_days_ago=None if pair is None else pair + 1,
        settling=False,
        pain=0,
        ill=False,
        symptoms=symptoms,
        evidence=(),
        referral=(),
        work=None,
        recent=tuple(replace(each, ago=each.ago + 1) for each in facts.recent),
    )


def _instead(made: Edit, decision: NightDecision, policy: DecisionPolicy) -> Iterator[Edit]:
    """The edit with what would then be proposed, where that is something else."""
    directive = decide(made.facts, policy).directive
    if directive is not decision.directive:
        values = (*made.reason.values, ("outcome", directive.value))
        yield replace(made, reason=Reason(made.reason.message, values))


def _if(directive: Directive, made: Edit, policy: DecisionPolicy) -> Iterator[Edit]:
    """The edit, where it leads to what its sentence says."""
    if decide(made.facts, policy).directive is directive:
        yield made


BY_RULE: dict[str, Callable[[NightFacts, NightDecision, DecisionPolicy], Iterator[Edit]]] = {
    "D1": _health,
    "D2": _rest_day,
    "D3": _flagged_days,
    "D4": _signs,
    "D5": _signs,
    "GB": _signs,
    "D6": _strained,
    "D10": _kilometres,
    "V1": _step,
    "D9": _check_ins,
    "D8": _gate,
    "D7": _advance,
    "S0": _silence,
    "-": _steady,
}
