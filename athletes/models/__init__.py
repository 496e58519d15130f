"""Who: people, teams and groups, athletes, how they join, what they agreed to, and what they ran before."""

from athletes.models.joining import ABOUT_AN_ATHLETE, Guardian, Invitation, InvitationGroup, InvitedAs
from athletes.models.people import ApiToken, Attempts, FirstWeekday, Language, Units, User, UserManager
from athletes.models.rights import Consent, ConsentKind, Erasure, Look, Record, RecordKind
from athletes.models.roster import AgeGroup, Athlete, AvailabilityException, GroupAthlete, Injury, InjuryKind, Level
from athletes.models.teams import WRITING_ROLES, CoachGroup, Group, Membership, Role, Team
from athletes.models.training import Activity, ActivitySource, SeasonAudit, Sport, TrainingWeek, WeekLabel

__all__ = [
    "ABOUT_AN_ATHLETE",
    "WRITING_ROLES",
    "Activity",
    "ActivitySource",
    "AgeGroup",
    "ApiToken",
    "Athlete",
    "Attempts",
    "AvailabilityException",
    "CoachGroup",
    "Consent",
    "ConsentKind",
    "Erasure",
    "FirstWeekday",
    "Group",
    "GroupAthlete",
    "Guardian",
    "Injury",
    "InjuryKind",
    "Invitation",
    "InvitationGroup",
    "InvitedAs",
    "Language",
    "Level",
    "Look",
    "Membership",
    "Record",
    "RecordKind",
    "Role",
    "SeasonAudit",
    "Sport",
    "Team",
    "TrainingWeek",
    "Units",
    "User",
    "UserManager",
    "WeekLabel",
]
