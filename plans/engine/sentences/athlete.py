"""What the athlete reads of each night, by the coach's headline: one sentence, for every rule and every quiet night.

Said of a change that a coach has agreed to. While one waits for an answer, or where the coach kept the plan, the
athlete reads `WAITING` or `KEPT` instead: what was only proposed is nobody's plan.
"""

from __future__ import annotations

from plans.engine.sentences.plural import Sentences, ngettext_lazy
from readiness.engine.sentences import gettext_noop

_REST = gettext_noop("You told us that you feel unwell or hurt, so rest comes first; training waits for you.")
_REST_GOES_ON = gettext_noop("Rest goes on until a check-in without symptoms; training waits for you.")
_LIGHTER = gettext_noop("Your check-ins were below your normal on several days, so next week is a little lighter.")
_SCALED_BACK = gettext_noop("Your check-ins show that you could use some air, so next week is shorter and easy.")
_STAYS = gettext_noop("This phase goes on for now, so that the next one starts on firm ground.")
_BACK = gettext_noop("The plan goes back a step, so that you can build up again from firm ground.")

ATHLETE: Sentences = {
    "athlete.d1.alarm": gettext_noop(
        "You told us of fainting or chest pain: please see a doctor first; training waits for you."
    ),
    "athlete.d1.stride": _REST,
    "athlete.d1.ill": _REST,
    "athlete.d1.pain": _REST,
    "athlete.d1.still": _REST_GOES_ON,
    "athlete.d1.no_log": _REST_GOES_ON,
    "athlete.d1.return": gettext_noop("Good to have you back: you return gradually, a short and easy run first."),
    "athlete.d2.red_logs": gettext_noop(
        "Your check-ins were well below your normal on several days, so a rest day was put in."
    ),
    "athlete.d3.flagged": _LIGHTER,
    "athlete.d3.lighter": gettext_noop(
        "Your check-ins were below your normal on several days; next week is lighter as planned."
    ),
    "athlete.d4.pair": _SCALED_BACK,
    "athlete.d4.again": _SCALED_BACK,
    "athlete.d5.still": gettext_noop("Next week is for recovery: short, easy, with more rest, as good plans have it."),
    "athlete.d6.strained": gettext_noop("The hard parts took more than planned, so the rests between them grow."),
    "athlete.d7.gate": gettext_noop(
        "Your check-ins were calm and your sessions are done: the next phase begins, {following}."
    ),
    "athlete.d7.season": gettext_noop("Your offseason is complete, well done: your coach plans with you from here."),
    "athlete.d8.gate": gettext_noop(
        "This phase continues for another week, so that the next one starts on firm ground."
    ),
    "athlete.d8.longest": _STAYS,
    "athlete.d8.deadline": _STAYS,
    "athlete.d8.waits": _STAYS,
    "athlete.d8.coach": gettext_noop("This phase is at its planned end; your coach looks at what comes next."),
    "athlete.d9.few_logs": gettext_noop("With a few more check-ins the plan can move on; for now it stays as it is."),
    "athlete.d10.rebase": gettext_noop("Next week starts from what you ran lately; nothing needs to be caught up."),
    "athlete.v1.leap": gettext_noop("Next week grows by one step from what you ran lately, no more."),
    "athlete.gb.recovery": _BACK,
    "athlete.gb.no_run": _BACK,
    "athlete.s0.silent": gettext_noop("It has been quiet for a few days; a check-in is welcome whenever it suits you."),
    "athlete.steady.no_plan": gettext_noop("No plan is running; your check-ins teach Fallow your normal."),
    "athlete.steady.unasked": gettext_noop("Your plan runs as written: you chose that nobody asks how you are."),
    "athlete.steady.withheld": gettext_noop("This came from data that you took back; it is not shown any more."),
    "athlete.steady.away": gettext_noop("You are away, as entered: enjoy it, your plan is here when you are back."),
    "athlete.steady.learning": ngettext_lazy(
        "{logs} check-in so far: your normal is still being learned, and your plan stays as it is.",
        "{logs} check-ins so far: your normal is still being learned, and your plan stays as it is.",
        by="logs",
    ),
    "athlete.steady.green": gettext_noop("Your last check-in was within your normal; your plan stays as it is."),
    "athlete.steady.settling": gettext_noop("Your last check-in was better again; your plan stays as it is."),
    "athlete.steady.amber": gettext_noop(
        "Your last check-in was a little below your normal: take it easy; your plan stays as it is."
    ),
    "athlete.steady.red": gettext_noop(
        "Your last check-in was well below your normal: rest is a good choice; your plan stays as it is."
    ),
    "athlete.steady.unknown": gettext_noop("There was no check-in for the day; your plan stays as it is."),
    "athlete.steer.stands": gettext_noop("Your coach has set your plan for these days, and it stays as it is."),
}

WAITING = gettext_noop("Your coach looks at your plan today; until then it stays as it is.")
WAITING_HEALTH = gettext_noop(
    "You told us how you feel: rest is a good choice, and your coach looks at your plan today."
)
KEPT = gettext_noop("Your coach looked at your check-ins and kept your plan as it is.")
