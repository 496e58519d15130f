"""Figures of replays as text for a terminal and as JSON values: one replay, or two side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from plans.engine.replay_comparison import Comparison
from plans.engine.replay_figures import Figures
from readiness.engine.vocabulary import Status

Named = Sequence[tuple[str, Figures]]
"""Athletes by name, and at the end all of them together."""

COLOURS = (Status.GREEN, Status.AMBER, Status.RED)
RATES: tuple[tuple[str, str, Callable[[Figures], float | None]], ...] = (
    ("alerts/w", "alerts_per_week", lambda f: f.per_week(f.alerts)),
    ("sessions/w", "session_changes_per_week", lambda f: f.per_week(f.session_changes)),
    ("phases/w", "phase_decisions_per_week", lambda f: f.per_week(f.phase_decisions)),
    ("changes/w", "changes_per_week", lambda f: f.per_week(f.changes)),
    ("reverse/w", "reversals_per_week", lambda f: f.per_week(f.reversals)),
    ("lift", "day_ahead_lift", lambda f: f.lift),
)
"""Head of the column, name in JSON, and the figure."""

EXPLAINED = (
    "Unknown is a share of all days, the colours of the logged ones. Alerts are amber and red days.",
    "Changes are changes of sessions (rest days, easier weeks, a phase back) and phase decisions (weeks repeated,",
    "phases begun ahead of the plan). Lift: share of bad next days after alerts, divided by that after green days.",
)
_NAME, _SHARES, _RATES, _PAIRS = (
    "{:<20}",
    " {:>6} {:>6} {:>8} {:>6} {:>6} {:>6}",
    " {:>10}" * len(RATES),
    " {:>15}" * len(RATES),
)


def table(named: Named) -> list[str]:
    """One line per athlete; below it the changes by rule."""
    heads = [head for head, _, _ in RATES]
    lines = [(_NAME + _SHARES + _RATES).format("athlete", "weeks", "logged", "unknown", *COLOURS, *heads)]
    for name, figures in named:
        shares = [_share(figures.unknown_share), *(_share(figures.share(colour)) for colour in COLOURS)]
        rates = [_rate(rate(figures)) for _, _, rate in RATES]
        weeks = f"{figures.weeks:.1f}"
        lines.append((_NAME + _SHARES + _RATES).format(name[:20], weeks, figures.logged_days, *shares, *rates))
    lines += ["", "Plan changes per athlete-week by rule"]
    for name, figures in named:
        by_rule = sorted(figures.changes_by_rule.items())
        rules = "  ".join(f"{rule} {_rate(figures.per_week(count))}" for rule, count in by_rule)
        refused = f"  ({figures.refused} refused)" if figures.refused else ""
        lines.append(f"{name[:20]:<20} {rules or 'none'}{refused}")
    return lines


def side_by_side(before: Named, after: Named) -> list[str]:
    """One line per athlete, each figure before and after."""
    lines = [(_NAME + _PAIRS).format("athlete", *(head for head, _, _ in RATES))]
    for (name, was), (_, now) in zip(before, after, strict=True):
        pairs = [f"{_rate(rate(was))} → {_rate(rate(now))}" for _, _, rate in RATES]
        lines.append((_NAME + _PAIRS).format(name[:20], *pairs))
    return lines


def figures_json(figures: Figures) -> dict[str, Any]:
    changes = sorted(figures.changes_by_rule.items())
    return {
        "athlete_weeks": _rounded(figures.weeks),
        "days": figures.days,
        "logged_days": figures.logged_days,
        "unknown_share": _rounded(figures.unknown_share),
        "status_shares": {colour.value: _rounded(figures.share(colour)) for colour in COLOURS},
        **{name: _rounded(rate(figures)) for _, name, rate in RATES},
        "changes_per_week_by_rule": {rule: _rounded(figures.per_week(count)) for rule, count in changes},
        "refused_proposals": figures.refused,
    }


def replay_json(named: Named) -> dict[str, Any]:
    *athletes, (_, total) = named
    return {
        "athletes": [{"name": name, **figures_json(figures)} for name, figures in athletes],
        "total": figures_json(total),
    }


def comparison_json(comparison: Comparison) -> list[dict[str, Any]]:
    """Every day that differs, by athlete."""
    return [
        {
            "name": each.name,
            "nights": [day.isoformat() for day in each.nights],
            "more": {what: [day.isoformat() for day in days] for what, days in each.more.items() if days},
            "fewer": {what: [day.isoformat() for day in days] for what, days in each.fewer.items() if days},
        }
        for each in comparison.differences
    ]


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.1%}"


def _rate(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
