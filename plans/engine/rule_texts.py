"""Sections 5 to 8 of the rules in words: decisions, gates, limits, and what missing data does.

Like `readiness.engine.rule_texts`, whose thresholds these texts may name too.
"""

from __future__ import annotations

from readiness.engine.policy import PRACTICE
from readiness.engine.rule_texts import RuleText
from readiness.engine.sentences import gettext_noop as _

DECISIONS: tuple[RuleText, ...] = (
    RuleText(
        "clocks",
        _("Two clocks"),
        _(
            "Health (D1, D2) is looked at every night, everything else in the night of a Sunday for the Monday that "
            "follows. D1 and D2 aside, one change in {cooldown_days} days is the most. Every change is a proposal: "
            "without a coach's answer the plan stays as it is."
        ),
    ),
    RuleText(
        "D1",
        _("Rest while ill or hurt, then a graded return"),
        _(
            "After S1 the next {rest_days_when_ill} days are rest days, and hard sessions wait until "
            "{hard_after_symptoms_days} days after the last symptom or pain above {symptom_pain} (0-10). From the "
            "first check-in without symptoms on: {return_first_share:percent} of the next run, "
            "{return_second_share:percent} of the one after, both at effort {return_max_rpe} at most (RPE 0-10), then "
            "the plan. The phase is held."
        ),
    ),
    RuleText(
        "D2",
        _("A rest day put in"),
        _(
            "S2 on {red_logs_for_rest} of the last {red_logs_window} check-ins, the latest among them: the next run "
            "becomes a rest day. A hard run moves at least {hard_moved_by_days:hours} on, or goes. Once in "
            "{cooldown_days} days."
        ),
    ),
    RuleText(
        "D3",
        _("One easy run less"),
        _(
            "Amber or red on {flagged_logs_to_ease} check-ins or more within {ease_window_days} days that hold at "
            "least {ease_min_logs}: next week goes without its shortest easy run, whose kilometres are not moved. "
            "Where only {ease_runs_left} runs are left, each easy run gives {ease_cut:percent} instead."
        ),
    ),
    RuleText(
        "D4",
        _("Scaled back"),
        _(
            "A pair of signs (P1 to P7), or D3 for {ease_weeks_to_scale_back} weeks running: next week at "
            "{scale_back_share:percent} of this one, hard running made easy, strength sets halved, the phase held. "
            "The step up after it leads to the last week that was tolerated, not to the calendar's."
        ),
    ),
    RuleText(
        "D5",
        _("A recovery week"),
        _(
            "The pair is still on after D4: next week at {recovery_share:percent} of the last week that was "
            "tolerated, nothing hard, {recovery_rest_days} rest days, and a talk with the athlete. At most "
            "{recovery_weeks_in_a_row} such weeks in a row; then a professional's help is suggested."
        ),
    ),
    RuleText(
        "D6",
        _("Longer rests"),
        _(
            "A hard session felt {strained_rpe_over} or more above its planned effort (RPE 0-10), or ended before "
            "{unfinished_share:percent} of its minutes, and the day after was amber or red: rests between repetitions "
            "become {rest_interval_ratio} times as long; where there are none, demanding days move "
            "{wider_hard_spacing_days:hours} apart."
        ),
    ),
    RuleText(
        "D7",
        _("On to the next phase"),
        _(
            "The phase has served its fewest weeks and its gate is met: the next one begins on Monday. Not within "
            "{cooldown_days} days of D2 to D5, nor within {cooldown_after_illness_days} days of a systemic illness. "
            "The end of the offseason is a coach's to sign."
        ),
    ),
    RuleText(
        "D8",
        _("The week once more"),
        _(
            "The phase is at its planned end and its gate is not met: the week is repeated with the same kilometres. "
            "Once the phase is at its longest, or a deadline leaves no week, a coach decides."
        ),
        (("C", PRACTICE),),
    ),
    RuleText(
        "D9",
        _("Too few check-ins to step up"),
        _(
            "Fewer than {data_min_logs} check-ins in {data_window_days} days, or fewer than {data_week_min_logs} in "
            "the last week: hold, and no phase begins. After {data_holds_before_asking} such weeks in a row a coach "
            "is asked, and a next week more than {ramp_ratio:more} above this one is brought down to it."
        ),
    ),
    RuleText(
        "D10",
        _("Start from what was run"),
        _(
            "Less than {adherence_share:percent} of the planned kilometres in each of two weeks, without a sign of "
            "fatigue: next week is the better of the two with {rebase_ratio:more} on top. Nothing is "
            "caught up."
        ),
    ),
    RuleText(
        "TA",
        _("Time away"),
        _(
            "Travel, exams or holidays that were entered ahead: the week is set to {time_away_share:percent}, and "
            "silence raises no alarm."
        ),
    ),
)

GATES: tuple[RuleText, ...] = (
    RuleText(
        "weeks",
        _("How long a phase may be"),
        _(
            "The template names the fewest, the planned and the most weeks of each phase. A deadline takes weeks only "
            "from Maintenance and Light potency, down to their fewest, and then from the end of Reintegration; it "
            "opens no limit."
        ),
        (("C", PRACTICE),),
    ),
    RuleText(
        "G",
        _("Every gate: data, calm, health"),
        _(
            "Enough check-ins (D9). At most {calm_max_flagged_share:percent} of the check-ins of {calm_window_days} "
            "days amber or red, none red in the last {calm_no_red_days} days, no pair of signs in "
            "{calm_no_pair_days}; a missing day right after an amber or red one carries its colour, for "
            "{carried_status_days} days at most. No open illness and no pain of {open_pain} or more (0-10), and "
            "nothing eased in the last {cooldown_days} days."
        ),
    ),
    RuleText(
        "GF",
        _("Foundation to Maintenance"),
        _(
            "In two weeks {foundation_easy_done:percent} of the planned easy sessions and "
            "{foundation_strength_done:percent} of the strength sessions; last week at "
            "{foundation_week_of_baseline:percent} of the baseline; easy running felt like {foundation_easy_rpe} at "
            "most (RPE 0-10). The week's mood is at {foundation_mood_fine} or more (1-5), or not more than "
            "{foundation_mood_drop} points under what it was before. And the athlete said: I want to train more."
        ),
    ),
    RuleText(
        "GM",
        _("Maintenance to Light potency"),
        _(
            "{maintenance_weeks} of the last three weeks at {maintenance_week_of_baseline:percent} of the baseline "
            "with {maintenance_done_share:percent} of their sessions done; {maintenance_moderate_days} moderate days "
            "with a calm day after; strength {maintenance_strength_per_week} times a week. The week's soreness is not "
            "more than {maintenance_soreness_drop} points under what it was before."
        ),
    ),
    RuleText(
        "GP",
        _("Light potency to Reintegration"),
        _(
            "{potency_quality_sessions} quality sessions done, each felt at most {potency_rpe_over} above its planned "
            "effort (RPE 0-10) and with no red day in the {potency_days_after} days after. Strides feel relaxed. No "
            "pain of {potency_open_pain} or more (0-10) in ten days."
        ),
    ),
    RuleText(
        "GR",
        _("Reintegration to the season"),
        _(
            "One week at {reintegration_week_of_baseline:percent} of the baseline, a long run of "
            "{reintegration_long_run_share:percent} of the usual one, {reintegration_tempo_runs} tempo runs and "
            "{reintegration_hilly_runs} hilly run done. A coach signs it off."
        ),
    ),
    RuleText(
        "GB",
        _("Back a phase"),
        _(
            "A pair of signs still on after {recovery_weeks_in_a_row} recovery weeks in a row, or more than "
            "{days_without_run} days without a run: the phase before once more, from {restart_share:percent} of the "
            "last week on."
        ),
    ),
)

LIMITS: tuple[RuleText, ...] = (
    RuleText(
        "V1",
        _("From week to week"),
        _(
            "A planned week has at most {week_step_ratio:more} more than the best of {weeks_looked_back} weeks, or "
            "{week_step_near_baseline_ratio:more} once that is {near_baseline_share:percent} of the baseline; a step "
            "of {week_step_free_km} km is always fine. More than {week_step_never_ratio:more} is never let through. "
            "Against what was really run the night looks too: a next week more than {week_leap_ratio:more} (and "
            "{free_step_km} km) above the best of three is brought down to {step_up_max_ratio:more}."
        ),
    ),
    RuleText(
        "V2",
        _("The longest run against the month before"),
        _(
            "At most {longest_run_ratio:more} longer than the longest run of {longest_run_days} days, and never more "
            "than {longest_run_never_ratio:more}. While that one is shorter than {short_longest_run_km} km, "
            "{short_longest_run_free_km} km more is fine; after such a time without any run the first has "
            "{first_run_max_min} minutes at most."
        ),
    ),
    RuleText(
        "V3",
        _("The longest run within its week"),
        _(
            "At most {longest_share_of_3_runs:percent} of the week with three runs, {longest_share_of_4_runs:percent} "
            "with four, {longest_share_of_5_runs:percent} with five and {longest_share_of_6_runs:percent} with more; "
            "at most {longest_min_beginner} minutes for beginners, {longest_min_intermediate} for intermediate and "
            "{longest_min_advanced} for advanced runners."
        ),
    ),
    RuleText(
        "V4",
        _("Hard days and easy days"),
        _(
            "Hard runs, and long ones of more than an hour and a quarter, start {hard_spacing_days:hours} apart, "
            "{hard_spacing_slow_recovery_days:hours} for beginners and from the age of fifty on; two on one day or on "
            "two days in a row are never let through. Hard sessions in a week: {hard_per_week_early} in Foundation "
            "and Maintenance, where Maintenance may have {moderate_per_week_maintenance} moderate one, later "
            "{hard_per_week_late}, and {hard_per_week_late_beginner} for beginners."
        ),
    ),
    RuleText(
        "V5",
        _("Strength beside running"),
        _(
            "Strength sessions stand {strength_spacing_days:hours} apart, after the run of their day and never before "
            "a day with a hard or long run. In the first {first_strength_weeks} weeks their effort is "
            "{first_strength_max_rpe} at most (RPE 0-10)."
        ),
    ),
    RuleText(
        "V6",
        _("Rest days"),
        _(
            "A week has at least {rest_days} day without run and strength, {rest_days_beginner} for beginners. More "
            "than {days_without_rest} days in a row without one are never let through."
        ),
    ),
    RuleText(
        "V7",
        _("Easier weeks"),
        _(
            "Above {deload_above_share:percent} of the baseline an easier week is due after {rising_weeks} rising "
            "ones: at most {deload_share:percent} of the highest, and nothing hard in it."
        ),
    ),
    RuleText(
        "V8",
        _("One thing at a time"),
        _(
            "Kilometres (by more than {volume_rise_ratio:more} and {volume_rise_free_km} km) and hard running do not "
            "rise in the same week. New strength exercises come with a new phase."
        ),
    ),
    RuleText(
        "V9",
        _("Easy kilometres"),
        _(
            "At least {easy_share_foundation:percent} of the week in Foundation, {easy_share_maintenance:percent} in "
            "Maintenance, {easy_share_potency:percent} in Light potency and {easy_share_reintegration:percent} in "
            "Reintegration."
        ),
    ),
    RuleText(
        "V10",
        _("Fast running in Light potency"),
        _(
            "At most {fast_share:percent} of the week and {fast_km_per_session} km in a session, with rests at least "
            "{fast_rest_ratio} times as long as the work, at effort {fast_max_rpe} at most (RPE 0-10). Fast work given "
            "in minutes counts at {fast_pace_ratio} of the minutes per kilometre of easy running."
        ),
    ),
    RuleText(
        "V11",
        _("Jumps"),
        _(
            "At most {first_jump_contacts} contacts with the ground in a session of the first {first_strength_weeks} "
            "weeks with jumps, {jump_contacts} after them, and none on an amber day."
        ),
    ),
    RuleText(
        "V12",
        _("The week after illness or injury"),
        _(
            "It has the kilometres of the last normal week less {return_week_per_day:percent} for each day with "
            "symptoms, or {return_week_least:percent} of it if that is more. Nothing hard for as many days, up to "
            "{return_hard_max_days}."
        ),
    ),
    RuleText(
        "V13",
        _("The floor"),
        _(
            "No plan goes by itself below {floor_share:percent} of the baseline or below {floor_runs} runs a week, "
            "except for illness and injury: that little keeps the base."
        ),
    ),
    RuleText(
        "V14",
        _("No step in the dark"),
        _(
            "Without a check-in in the last {step_up_log_days} days no change by itself steps up: that is never let "
            "through. Nothing is decided from values that were made up."
        ),
    ),
    RuleText(
        "V15",
        _("Under eighteen"),
        _(
            "A week has {rest_days_under_18} rest days or more, always. The check-in does not ask for HRV or weight, "
            "and where a professional's help is suggested the note names the guardian too."
        ),
    ),
    RuleText(
        "A1",
        _("The athlete's own days"),
        _("Sessions stand on weekdays on which the athlete has time to train."),
        (("C", PRACTICE),),
    ),
)

MISSING: tuple[RuleText, ...] = (
    RuleText(
        "missing",
        _("Nothing is filled in"),
        _("A day without a check-in is unknown. It counts in no sum, and shares are taken of the days that have one."),
        (("C", PRACTICE),),
    ),
    RuleText(
        "silence",
        _("Silence"),
        _("After {no_contact_days} days without a check-in the coach is told, as somebody to talk to."),
    ),
    RuleText(
        "unreported",
        _("Not reported is not rest"),
        _(
            "A planned session of which nobody told anything is unreported. The kilometres of its week are a range, "
            "from what was told to that and what was planned: the low end is what a step up starts from, the high end "
            "what a leap is judged by."
        ),
        (("C", PRACTICE),),
    ),
    RuleText(
        "late",
        _("Late check-ins"),
        _(
            "A past day can be filled in for three days. Its status and those after it are worked out anew; a decision "
            "that was taken is never changed in silence, it gets another one."
        ),
        (("C", PRACTICE),),
    ),
)

ALL: tuple[RuleText, ...] = (*DECISIONS, *GATES, *LIMITS, *MISSING)
