"""What accounts, teams, rosters and rights keep of people, those models of Django and libraries included."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from athletes.personal import Category, Kept

_ROW = "id team athlete"

_OF_ACCOUNTS = (
    Kept(
        "athletes.User",
        _("Account"),
        person="pk",
        fields={
            Category.IDENTITY: "name",
            Category.CONTACT: "email",
            Category.ACCOUNT: (
                "zone units language first_weekday is_active is_staff is_superuser last_login date_joined"
                " groups user_permissions"
            ),
            Category.BOOKKEEPING: "id key",
            Category.SECRET: "password",
        },
        field_words={
            "is_active": _("account is open"),
            "is_staff": _("runs the site"),
            "is_superuser": _("may do everything on the site"),
            "key": _("random key for the list of erasures"),
        },
    ),
    Kept("athletes.User_groups", _("Groups of the site"), person="user", fields={Category.ACCOUNT: "id user group"}),
    Kept(
        "athletes.User_user_permissions",
        _("Permissions on the site"),
        person="user",
        fields={Category.ACCOUNT: "id user permission"},
    ),
    Kept(
        "athletes.ApiToken",
        _("Tokens for programs"),
        person="user",
        fields={
            Category.ACCOUNT: "name may_write created_at revoked_at",
            Category.BOOKKEEPING: "id team user",
            Category.SECRET: "digest",
        },
    ),
    Kept(
        "athletes.Membership",
        _("Roles in teams"),
        person="user",
        fields={
            Category.ACCOUNT: "role all_groups weekly_digest joined_at ended_at",
            Category.BOOKKEEPING: "id team user",
        },
    ),
    Kept(
        "athletes.CoachGroup",
        _("Groups looked after"),
        person="membership__user",
        fields={Category.ACCOUNT: "group", Category.BOOKKEEPING: "id team membership"},
    ),
    Kept(
        "sessions.Session",
        _("Browsers that are signed in"),
        by_hand=True,
        fields={Category.SECRET: "session_key session_data", Category.ACCOUNT: "expire_date"},
    ),
    Kept(
        "account.EmailAddress",
        _("E-mail addresses"),
        person="user",
        fields={Category.CONTACT: "email", Category.ACCOUNT: "verified primary", Category.BOOKKEEPING: "id user"},
    ),
    Kept(
        "account.EmailConfirmation",
        _("Proofs of e-mail addresses that are under way"),
        person="email_address__user",
        fields={
            Category.ACCOUNT: "created sent",
            Category.BOOKKEEPING: "id email_address",
            Category.SECRET: "key",
        },
    ),
    Kept(
        "mfa.Authenticator",
        _("Second factors and passkeys"),
        person="user",
        fields={
            Category.ACCOUNT: "type created_at last_used_at",
            Category.BOOKKEEPING: "id user",
            Category.SECRET: "data",
        },
    ),
    Kept(
        "usersessions.UserSession",
        _("Where you are signed in"),
        person="user",
        fields={
            Category.ACCOUNT: "created_at ip last_seen_at user_agent data",
            Category.BOOKKEEPING: "id user",
            Category.SECRET: "session_key",
        },
        field_words={"ip": _("address of the device"), "user_agent": _("browser"), "data": _("more about the session")},
    ),
)

_OF_THE_ROSTER = (
    Kept(
        "athletes.Athlete",
        _("Place on the roster"),
        athlete="pk",
        person="user",
        fields={
            Category.IDENTITY: "name birth_date age_group",
            Category.CONTACT: "email",
            Category.TRAINING: (
                "zone level baseline_km_per_week available_min_by_weekday protects typical_long_run_km next_season_on"
            ),
            Category.WORDS: "constraints_in_words goals",
            Category.BOOKKEEPING: "id team user key nights_from created_at archived_at",
        },
        field_words={
            "available_min_by_weekday": _("minutes free on each weekday"),
            "protects": _("what to protect"),
            "nights_from": _("first night with a decision"),
            "key": _("random key for the list of erasures"),
        },
    ),
    Kept(
        "athletes.GroupAthlete",
        _("Groups"),
        athlete="athlete",
        fields={Category.TRAINING: "group", Category.BOOKKEEPING: _ROW},
        field_words={"group": _("which")},
    ),
    Kept(
        "athletes.AvailabilityException",
        _("Days with other minutes"),
        athlete="athlete",
        fields={
            Category.TRAINING: "date available_min",
            Category.WORDS: "note",
            Category.BOOKKEEPING: f"{_ROW} entered_by entered_at",
        },
    ),
    Kept(
        "athletes.Injury",
        _("Injuries and niggles"),
        athlete="athlete",
        fields={
            Category.ILLNESS: "kind place since until note",
            Category.BOOKKEEPING: f"{_ROW} entered_by entered_at",
        },
    ),
    Kept(
        "athletes.Activity",
        _("Past activities"),
        athlete="athlete",
        fields={
            Category.TRAINING: "started_at local_date sport distance_km duration_min race",
            Category.BOOKKEEPING: f"{_ROW} source fingerprint entered_by entered_at",
        },
    ),
    Kept(
        "athletes.TrainingWeek",
        _("Past training weeks"),
        athlete="athlete",
        fields={
            Category.TRAINING: "monday label distance_km",
            Category.WORDS: "note",
            Category.BOOKKEEPING: f"{_ROW} entered_by entered_at",
        },
        field_words={"label": _("training, race, taper or break"), "distance_km": _("kilometres")},
    ),
    Kept(
        "athletes.SeasonAudit",
        _("The look back at the season"),
        athlete="athlete",
        fields={
            Category.WORDS: "tired stalled protect in_the_way fun goals",
            Category.TRAINING: "protects typical_long_run_km proposed_baseline_km accepted_baseline_km",
            Category.BOOKKEEPING: f"{_ROW} begun_at completed_at written_by written_at",
        },
        field_words={
            "protects": _("attributes to protect"),
            "typical_long_run_km": _("usual long run, km"),
            "proposed_baseline_km": _("proposed baseline, km"),
            "accepted_baseline_km": _("accepted baseline, km"),
        },
    ),
    Kept(
        "athletes.Invitation",
        _("Invitations"),
        athlete="athlete",
        person="accepted_by",
        address="email",
        fields={
            Category.CONTACT: "email",
            Category.ACCOUNT: "role all_groups by_mail mailed_at created_at expires_at accepted_at revoked_at",
            Category.BOOKKEEPING: f"{_ROW} created_by accepted_by",
            Category.SECRET: "digest mail_digest",
        },
        seen_by_coaches=False,
    ),
    Kept(
        "athletes.InvitationGroup",
        _("Groups of invitations"),
        athlete="invitation__athlete",
        person="invitation__accepted_by",
        fields={Category.ACCOUNT: "group", Category.BOOKKEEPING: "id team invitation"},
        seen_by_coaches=False,
    ),
    Kept(
        "athletes.Guardian",
        _("Guardians"),
        athlete="athlete",
        person="user",
        fields={Category.IDENTITY: "user", Category.ACCOUNT: "since ended_at", Category.BOOKKEEPING: _ROW},
        field_words={"user": _("name"), "ended_at": _("until")},
    ),
)

_OF_RIGHTS = (
    Kept(
        "athletes.Consent",
        _("Consents"),
        athlete="athlete",
        fields={
            Category.ACCOUNT: "kind version given_at given_by as_guardian withdrawn_at withdrawn_by",
            Category.WORDS: "on_paper",
            Category.BOOKKEEPING: _ROW,
        },
        field_words={
            "kind": _("to what"),
            "version": _("version of the text"),
            "given_at": _("when"),
            "given_by": _("by whom"),
            "on_paper": _("where the signed paper is"),
            "withdrawn_at": _("taken back"),
            "withdrawn_by": _("taken back by"),
        },
    ),
    Kept(
        "athletes.Look",
        _("Who looked"),
        athlete="athlete",
        fields={Category.ACCOUNT: "viewer on page last_at", Category.BOOKKEEPING: _ROW},
        field_words={"last_at": _("last at")},
        seen_by_coaches=False,
    ),
    Kept(
        "athletes.Record",
        _("Changes of roles, policy, consent and more"),
        athlete="athlete",
        person="person",
        fields={
            Category.ACCOUNT: "kind what at actor before after",
            Category.BOOKKEEPING: f"{_ROW} person",
        },
        field_words={
            "kind": _("about"),
            "at": _("when"),
            "actor": _("by whom"),
            "before": _("as it was"),
            "after": _("as it is since"),
        },
    ),
)

KEPT = (*_OF_ACCOUNTS, *_OF_THE_ROSTER, *_OF_RIGHTS)
IMPERSONAL = {
    "athletes.Team": "a team's name and settings",
    "athletes.Group": "a squad's name",
    "athletes.Attempts": "keyed digests that nobody can turn back, gone after a day",
    "athletes.Erasure": "random keys of who was erased",
    "auth.Permission": "names of what can be permitted",
    "auth.Group": "names of groups of the site",
    "auth.Group_permissions": "what groups of the site may do",
    "contenttypes.ContentType": "names of tables",
}
