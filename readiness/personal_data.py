"""What readiness keeps of people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from athletes.personal import Category, Kept

_SAID = {
    Category.WELLNESS: (
        "fatigue soreness sleep_quality mood stress appetite sleep_h readiness wake_time wants_more note"
    ),
    Category.HEART: "resting_hr_bpm hrv_rmssd_ms",
    Category.ILLNESS: "illness pain pain_place pain_changes_stride alarm_sign lost_weight",
    Category.CYCLE: "missed_periods",
}

KEPT = (
    Kept(
        "readiness.DailyLog",
        _("Check-ins"),
        athlete="athlete",
        fields={
            **_SAID,
            Category.BOOKKEEPING: (
                "id team athlete local_date zone client_id revision source said_at date_doubtful written_at written_by"
            ),
        },
        field_words={
            "local_date": _("day"),
            "client_id": _("number of the write"),
            "said_at": _("answered"),
            "date_doubtful": _("the phone's clock was off"),
        },
    ),
    Kept(
        "readiness.DailyLogVersion",
        _("Earlier versions of check-ins"),
        athlete="athlete",
        fields={
            Category.WELLNESS: "values",
            Category.BOOKKEEPING: (
                "id team athlete local_date client_id revision source said_at written_at written_by replaced_at"
            ),
        },
        field_words={
            "values": _("what was said"),
            "local_date": _("day"),
            "client_id": _("number of the write"),
            "said_at": _("answered"),
        },
        seen_by_coaches=False,
    ),
    Kept(
        "readiness.Reminder",
        _("Reminders"),
        athlete="athlete",
        fields={Category.CONTACT: "check_in_at wind_down_at", Category.BOOKKEEPING: "id team athlete"},
        seen_by_coaches=False,
    ),
    Kept(
        "readiness.WeeklyReflection",
        _("Looks back on a week"),
        athlete="athlete",
        fields={
            Category.WELLNESS: "energy motivation confidence went_well got_in_the_way marker next_week",
            Category.BOOKKEEPING: "id team athlete monday written_at",
        },
    ),
    Kept(
        "readiness.DayStatus",
        _("What each day came to"),
        athlete="athlete",
        fields={Category.WELLNESS: "status shown rule assessment", Category.BOOKKEEPING: "id team athlete local_date"},
        field_words={
            "status": _("status of the day"),
            "shown": _("status as shown"),
            "rule": _("rule that decided"),
            "assessment": _("the day against your normal"),
            "local_date": _("day"),
        },
    ),
)
IMPERSONAL = {"readiness.TeamRules": "thresholds of a team; who changed them stays as a name on the record"}
