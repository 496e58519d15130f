"""Laws of decisions, on any facts of a night."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import plans
from plans.engine import facts as facts_module
from plans.engine.decision import Directive
from plans.engine.decision_policy import DEFAULT_POLICY
from plans.engine.decisions import decide
from plans.engine.facts import NightFacts, Symptoms
from plans.engine.gates import is_last_week
from plans.engine.vocabulary import Verdict
from tests.plans.engine.nights_drawn import LETTERS, all_facts
from tests.plans.engine.nights_made import WEDNESDAY
from tests.plans.engine.seasons import season

HEALTH = ("D1", "D2")
MOVES_ON = {Directive.NEXT_PHASE, Directive.FINISH, Directive.PREVIOUS_PHASE}
WORSE = "garh"
"""Days from good to bad."""


def without_log(known: NightFacts, place: int) -> NightFacts:
    """The same night, had nobody logged that day."""
    days = (*known.days[:place], LETTERS["u"], *known.days[place + 1 :])
    ago = len(known.days) - 1 - place
    ended_by_it = known.symptoms is not None and known.symptoms.clear_ago == ago
    over = replace(known.symptoms, clear_ago=None) if known.symptoms and ended_by_it else known.symptoms
    without = replace(known, days=days, symptoms=over)
    return without if ago else replace(without, pain=0, ill=False)


@given(all_facts, st.integers(0, 20))
def test_missing_data_never_advances(known: NightFacts, place: int) -> None:
    """Deleting a good log never turns another verdict into advance, nor leaves a phase to end unasked."""
    place %= len(known.days)
    if not known.days[place].known or known.days[place].flagged or (known.ill and place == len(known.days) - 1):
        return
    was, is_now = decide(known, DEFAULT_POLICY), decide(without_log(known, place), DEFAULT_POLICY)
    if was.verdict is not Verdict.ADVANCE:
        assert is_now.verdict is not Verdict.ADVANCE


@given(all_facts)
def test_no_phase_ends_without_a_word(known: NightFacts) -> None:
    """On the last night of a phase a rule speaks: the gate is met, the week is repeated, or a coach is asked."""
    known = replace(known, revised=None)
    decision = decide(known, DEFAULT_POLICY)
    if known.is_weekly and is_last_week(known):
        assert decision.rule not in ("-", "S0")
        assert decision.verdict is not Verdict.STEADY
    if decision.verdict is Verdict.HOLD and is_last_week(known):
        assert decision.directive is not Directive.NOTHING or decision.asks


@given(all_facts, st.integers(0, 20), st.sampled_from(WORSE[1:]))
def test_one_bad_day_never_changes_the_phase(known: NightFacts, place: int, letter: str) -> None:
    place %= len(known.days)
    day = next((each for each in WORSE if LETTERS[each] == known.days[place]), None)
    if day is None or WORSE.index(day) >= WORSE.index(letter):
        return
    outlier = replace(known, days=(*known.days[:place], LETTERS[letter], *known.days[place + 1 :]))
    if letter == "h" and known.symptoms is None:
        ago = len(known.days) - 1 - place
        outlier = replace(outlier, symptoms=Symptoms(1, ago, ago - 1 if ago else None))
    if decide(known, DEFAULT_POLICY).directive not in MOVES_ON:
        assert decide(outlier, DEFAULT_POLICY).directive not in MOVES_ON


@given(all_facts)
def test_at_most_one_change_in_seven_days_except_health(known: NightFacts) -> None:
    lately = [each for each in known.recent if each.ago < 7 and each.proposed]
    decision = decide(known, DEFAULT_POLICY)
    staying = (Directive.REPEAT_WEEK, Directive.HOLD_FOR_LOGS, Directive.STOP_THE_RAMP)
    if decision.rule in HEALTH or not lately:
        return
    if all(each.rule in HEALTH for each in lately) and decision.directive in staying:
        return
    skips_nothing = decision.directive is Directive.NEXT_PHASE and is_last_week(known)
    assert skips_nothing or decision.directive in (Directive.NOTHING, Directive.FINISH)


@given(all_facts)
def test_health_goes_before_everything(known: NightFacts) -> None:
    ill = known.phase is not None and (
        known.today.rule == "S1" or (known.symptoms is not None and known.symptoms.clear_ago in (None, 0))
    )
    assert (decide(known, DEFAULT_POLICY).rule == "D1") == ill


@given(all_facts)
def test_stored_facts_give_the_same_decision(known: NightFacts) -> None:
    stored = json.dumps(facts_module.to_json(known))
    again = facts_module.from_json(json.loads(stored))
    assert again == known
    assert decide(again, DEFAULT_POLICY) == decide(known, DEFAULT_POLICY)


@given(all_facts)
def test_a_night_in_the_week_is_small(known: NightFacts) -> None:
    """What is read on weekly nights only is not kept on the others, and a calm night has no evidence."""
    quiet = replace(known, night=WEDNESDAY, work=None, evidence=(), revised=None)
    assert len(json.dumps(facts_module.to_json(quiet))) <= 512


DECIDE_ALL = """
import json, sys
from plans.engine import facts
from plans.engine.decision_policy import DEFAULT_POLICY
from plans.engine.decisions import decide
for line in sys.stdin:
    print(repr(decide(facts.from_json(json.loads(line)), DEFAULT_POLICY)))
"""


def test_another_process_and_another_order_decide_the_same() -> None:
    facts = [night.facts for seed in range(4) for night in season(seed)]
    here = [repr(decide(known, DEFAULT_POLICY)) for known in facts]
    lines = [json.dumps(facts_module.to_json(known)) for known in reversed(facts)]
    for hash_seed in ("0", "1"):
        there = subprocess.run(
            [sys.executable, "-c", DECIDE_ALL],
            input="\n".join(lines), capture_output=True, text=True, check=True,
            cwd=Path(plans.__file__).parent.parent, env={**os.environ, "PYTHONHASHSEED": hash_seed},
        )  # fmt: skip
        assert there.stdout.splitlines() == here[::-1]
