"""What a coach reads first, one sentence for each thing a night may say, and the notes beside it."""

from __future__ import annotations

from plans.engine.sentences.plural import Sentences, ngettext_lazy
from readiness.engine.sentences import gettext_noop

HEADLINES: Sentences = {
    "d1.alarm": gettext_noop("Reports fainting or chest pain: no training; medical care comes first."),
    "d1.stride": ngettext_lazy(
        "Reports pain that changes the stride: rest for {days} day, hard sessions wait.",
        "Reports pain that changes the stride: rest for {days} days, hard sessions wait.",
        by="days",
    ),
    "d1.ill": ngettext_lazy(
        "Reports illness with fever, chest, gut or aches: rest for {days} day, hard sessions wait.",
        "Reports illness with fever, chest, gut or aches: rest for {days} days, hard sessions wait.",
        by="days",
    ),
    "d1.pain": ngettext_lazy(
        "Reports pain {pain} of 10 or a warning sign: rest for {days} day, hard sessions wait.",
        "Reports pain {pain} of 10 or a warning sign: rest for {days} days, hard sessions wait.",
        by="days",
    ),
    "d1.still": gettext_noop("Not yet free of symptoms: rest goes on, hard sessions wait."),
    "d1.no_log": ngettext_lazy(
        "No word since the symptoms {ago} day ago: rest goes on until a check-in without them.",
        "No word since the symptoms {ago} days ago: rest goes on until a check-in without them.",
        by="ago",
    ),
    "d1.return": ngettext_lazy(
        "Free of symptoms after {days} day: {first} % of an easy run, then {second} %, effort {rpe} at most.",
        "Free of symptoms after {days} days: {first} % of an easy run, then {second} %, effort {rpe} at most.",
        by="days",
    ),
    "d2.red_logs": ngettext_lazy(
        "Well below own normal on the last log: a rest day is due.",
        "Well below own normal on {red} of the last {logs} logs: a rest day is due.",
        by="logs",
    ),
    "d3.flagged": gettext_noop("Below own normal on {flagged} of {logs} logs this week: one easy run less next week."),
    "d3.lighter": gettext_noop(
        "Below own normal on {flagged} of {logs} logs; next week is {percent} % lighter as planned, which will do."
    ),
    "d4.pair": gettext_noop(
        "Signs of fatigue have stayed on together: next week at {percent} %, easy, half the strength sets."
    ),
    "d4.again": gettext_noop(
        "Below own normal {weeks} weeks running: next week at {percent} %, easy, half the strength sets."
    ),
    "d5.still": ngettext_lazy(
        "Signs of fatigue are still on: a recovery week at {percent} %, easy, with {rest_days} rest day.",
        "Signs of fatigue are still on: a recovery week at {percent} %, easy, with {rest_days} rest days.",
        by="rest_days",
    ),
    "d6.strained": ngettext_lazy(
        "{sessions} hard session went {over} RPE over plan or stayed short, a low day after: longer rests.",
        "{sessions} hard sessions went {over} RPE over plan or stayed short, low days after: longer rests.",
        by="sessions",
    ),
    "d7.gate": ngettext_lazy(
        "Gate of {phase} met after {weeks} week: ready for {following}.",
        "Gate of {phase} met after {weeks} weeks: ready for {following}.",
        by="weeks",
    ),
    "d7.season": ngettext_lazy(
        "Gate of {phase} met after {weeks} week: the offseason can end once you sign it off.",
        "Gate of {phase} met after {weeks} weeks: the offseason can end once you sign it off.",
        by="weeks",
    ),
    "d8.gate": ngettext_lazy(
        "{phase} is not settled after {weeks} week: the week once more before moving on.",
        "{phase} is not settled after {weeks} weeks: the week once more before moving on.",
        by="weeks",
    ),
    "d8.longest": ngettext_lazy(
        "{phase} has reached its longest, {weeks} week, and its gate is not met: your call.",
        "{phase} has reached its longest, {weeks} weeks, and its gate is not met: your call.",
        by="weeks",
    ),
    "d8.deadline": gettext_noop("{phase} is not settled, and the deadline leaves no further week: your call."),
    "d8.waits": gettext_noop("{phase} is not settled, and the plan was changed within {days} days: your call."),
    "d8.coach": gettext_noop("{phase} is at its planned end: {following} follows unless you keep it longer."),
    "d9.few_logs": ngettext_lazy(
        "{logs} check-in in {days} days: too few to step up on.",
        "{logs} check-ins in {days} days: too few to step up on.",
        by="logs",
    ),
    "d10.rebase": gettext_noop(
        "{done} of {planned} km run in two weeks: next week starts at {km} km, nothing is caught up."
    ),
    "v1.leap": gettext_noop("{planned} km next week would be a leap from {best} km, the best of three weeks: {km} km."),
    "gb.recovery": ngettext_lazy(
        "Signs of fatigue are on after {weeks} recovery week: back a phase, at {percent} % of the week.",
        "Signs of fatigue are on after {weeks} recovery weeks: back a phase, at {percent} % of the week.",
        by="weeks",
    ),
    "gb.no_run": gettext_noop("No run for {days} days: back a phase, at {percent} % of the last week."),
    "s0.silent": gettext_noop("No check-in for {days} days: worth a word."),
    "steady.no_plan": gettext_noop("No plan is running."),
    "steady.unasked": gettext_noop("No check-ins, as there is no consent to them; the plan runs as written."),
    "steady.withheld": gettext_noop("Decided from data that may no longer be used or shown."),
    "steady.away": gettext_noop("Away, as entered ahead; the plan stands."),
    "steady.learning": ngettext_lazy(
        "{logs} check-in so far: own normal is still being learned.",
        "{logs} check-ins so far: own normal is still being learned.",
        by="logs",
    ),
    "steady.green": gettext_noop("Within own normal."),
    "steady.settling": gettext_noop("Better than the days before; the colour follows after a second such check-in."),
    "steady.amber": gettext_noop("A little below own normal; the plan stands, the day goes easy."),
    "steady.red": gettext_noop("Well below own normal; the plan stands, a day for rest."),
    "steady.unknown": gettext_noop("No check-in for the day; the plan stands."),
}

NOTES: Sentences = {
    "d5.call": gettext_noop("A call with the athlete would help this week."),
    "d7.learning": gettext_noop("Own normal still being learned: please look closely before you agree."),
    "d9.ask": ngettext_lazy(
        "{weeks} week with few check-ins: worth a word with the athlete.",
        "{weeks} weeks with few check-ins: worth a word with the athlete.",
        by="weeks",
    ),
    "gb.refer": gettext_noop("This has lasted: worth a talk with a physician."),
    "referral.P5": gettext_noop("Appetite low, with missing periods or weight loss: worth a talk with a physician."),
    "referral.P3": gettext_noop("Mood has stayed low for long: worth a talk with a physician."),
    "referral.pair": gettext_noop("Signs of fatigue have stayed on for weeks: worth a talk with a physician."),
    "referral.guardian": gettext_noop("The athlete is under 18: please speak with the guardian first."),
    "late.same": gettext_noop("A check-in came late; with it the decision is the same."),
    "late.other": gettext_noop(
        "A check-in came late and changed this; your answer was to the earlier version, {rule}."
    ),
    "referral.first": gettext_noop("Not applied by itself: a doctor comes before a plan."),
    "steer.locked": gettext_noop("Not proposed: it would change days that are locked until {until}."),
    "steer.held": gettext_noop("Not proposed: the phase is held until {until}."),
    "steer.off": gettext_noop("Written down only: proposals of this kind are switched off."),
    "steer.refused": gettext_noop("Not proposed again before the night of {until}: the plan was kept."),
    "steer.asked.days": ngettext_lazy(
        "Not applied by itself: it reaches further than {days} day ahead.",
        "Not applied by itself: it reaches further than {days} days ahead.",
        by="days",
    ),
    "steer.asked.minutes": gettext_noop(
        "Not applied by itself: a week’s planned running would change by more than {percent} %."
    ),
    "steer.asked.limits": gettext_noop("Not applied by itself: it touches a limit, which takes your signature."),
    "steer.asked.under_18": gettext_noop("Not applied by itself: nobody under 18 steps up without a coach."),
    "steer.asked.finish": gettext_noop("Not applied by itself: a coach signs an offseason off."),
    "steer.asked.late": gettext_noop("Not applied by itself: the plan already follows the earlier version."),
    "steer.asked.overdue": gettext_noop("Not applied by itself: the night was caught up when its days had begun."),
    "steer.asked.taken_back": gettext_noop("Not applied by itself: the same was applied and undone within a week."),
}
