"""What they do: templates and plans, decisions and answers, changes, and what coaches say beforehand."""

from plans.models.changes import Cause, Change, Draft, TimeAway, TimeAwayKind
from plans.models.conversation import CoachNote, Message, Reading
from plans.models.decisions import Answer, AnswerKind, Decision, NightFailure, Snooze, Verdict
from plans.models.plans import (
    Feedback,
    FeedbackVersion,
    HandOver,
    Outcome,
    Phase,
    PhaseKind,
    Plan,
    Session,
    SessionKind,
    Week,
)  # fmt: skip
from plans.models.steering import Automation, AutomationMode, ContingencyPolicy, Lock, LockKind, TeamPlanning
from plans.models.templates import TemplateDraft, TemplateVersion

__all__ = [
    "Answer",
    "AnswerKind",
    "Automation",
    "AutomationMode",
    "Cause",
    "Change",
    "CoachNote",
    "ContingencyPolicy",
    "Decision",
    "Draft",
    "Feedback",
    "FeedbackVersion",
    "HandOver",
    "Lock",
    "LockKind",
    "Message",
    "NightFailure",
    "Outcome",
    "Phase",
    "PhaseKind",
    "Plan",
    "Reading",
    "Session",
    "SessionKind",
    "Snooze",
    "TeamPlanning",
    "TemplateDraft",
    "TemplateVersion",
    "TimeAway",
    "TimeAwayKind",
    "Verdict",
    "Week",
]
