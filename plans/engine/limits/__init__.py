"""Limits V1 to V15 on planned weeks (rules, section 7): what a week may be, and in words why it may not.

They hold for every generated, edited and adjusted week. A *soft* breach is passed with a coach's note; a
*hard* one is never passed. Hard is what the evidence ties to harm, or what no reason could explain:
two hard or heavy days in a row (V4), more than 10 days without rest (V6), a week or a run more than 30 %
above what was done before (V1, V2), and fewer than two rest days for somebody under 18 (V15). Everything
else is practice, and a coach who sees the athlete may know better: shares and minutes of the longest run
(V3), hours beyond 48 between hard days and hard sessions in a week (V4), where strength stands (V5),
rest days in a week (V6), easier weeks (V7), one rise at a time (V8), easy and fast kilometres (V9, V10),
jumps (V11), the floor (V13), and days that the athlete did not name (A1).

Not here, because a planned week cannot show them: "no jumps on amber" (V11), the return after illness
(V12), steps without a log (V14), new strength exercises (of V8: they come with the phase), and the 6 hours
between a run and strength on one day (V5: a plan knows the order of a day, not its hours). These belong to
the nightly decision and to the words on the day.

Adding a limit: one function from a `Case` to breaches, one row in `LIMITS`, its sentences in `SENTENCES`.
"""

from plans.engine.limits.breach import SENTENCES, Breach, History, Severity
from plans.engine.limits.checking import LIMITS, check_plan, check_week, new_breaches

__all__ = ["LIMITS", "SENTENCES", "Breach", "History", "Severity", "check_plan", "check_week", "new_breaches"]
