"""What the rules would have decided over real logs, beside the bar that was set for them. Judges nothing.

    DATABASE_URL=postgres://unused SECRET_KEY=bench python -m bench.replay DIRECTORY        the files of PMData
    … python -m bench.replay --file LOGS.csv --map athlete=Name,date=Day,fatigue=Fatigue    any other file
    … python -m bench.replay --synthetic 40                                                 athletes made from a seed

`--map`, `--scale`, `--missing` and `--zone` are those of `import_logs`. No database is opened.
"""

from __future__ import annotations

import argparse
import os
import uuid
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from bench.athletes import Logged
    from plans.engine.policy import PlanPolicy
    from plans.engine.replay_figures import Figures
    from plans.engine.vocabulary import Level
    from plans.engine.week import PlanState

BARS: tuple[tuple[str, Callable[[Figures], float | None], str, float], ...] = (
    ("alerts per athlete-week", lambda f: f.per_week(f.alerts), "at most", 2.4),
    ("plan changes per athlete-week", lambda f: f.per_week(f.changes), "at most", 0.30),
    ("reversals per athlete-week", lambda f: f.per_week(f.reversals), "at most", 0.10),
    ("day-ahead lift", lambda f: f.lift, "at least", 1.2),
)
"""The figure, and the bar: at most or at least so much."""


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    options = _options()
    logged = _logged(options)
    if logged.bad_rows:
        print(f"{logged.bad_rows} rows could not be read and are left out")
    for reported in (True, False):
        _show(logged, options, reported=reported)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Replay logs and hold the figures against the bar.")
    parser.add_argument("directory", nargs="?", type=Path, help="holds wellness.csv.gz and rhr.csv.gz of PMData")
    parser.add_argument("--file", type=Path, help="a CSV file of logs instead")
    parser.add_argument("--map", default="", metavar="FIELD=COLUMN,…")
    parser.add_argument("--scale", default="", metavar="FIELD=LOW..HIGH[:worst],…")
    parser.add_argument("--missing", default="", metavar="TEXT,…")
    parser.add_argument("--zone")
    parser.add_argument("--synthetic", type=int, default=0, metavar="COUNT", help="so many made athletes instead")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--level", default="intermediate", choices=("beginner", "intermediate", "advanced"))
    parser.add_argument("--baseline", type=float, default=40, metavar="KM", help="usual kilometres a week; 40")
    options = parser.parse_args()
    if sum(map(bool, (options.directory, options.file, options.synthetic))) != 1:
        parser.error("say one of DIRECTORY, --file and --synthetic")
    return options


def _logged(options: argparse.Namespace) -> Logged:
    from bench.athletes import Logged, pmdata, synthetic
    from readiness.log_columns import Reading, Scale

    if options.directory:
        return pmdata(options.directory)
    if options.synthetic:
        print(f"Synthetic athletes from seed {options.seed}: they show how rules behave, not how people do.")
        return synthetic(options.synthetic, options.seed)
    scales = {name: Scale.parse(text) for name, text in _pairs(options.scale)}
    logged = Logged()
    logged.read(
        options.file, Reading(dict(_pairs(options.map)), scales, frozenset(options.missing.split(",")), options.zone)
    )
    return logged


def _pairs(text: str) -> Iterable[tuple[str, str]]:
    for part in filter(None, text.split(",")):
        name, _, value = part.partition("=")
        yield name, value


def _show(logged: Logged, options: argparse.Namespace, *, reported: bool) -> None:
    from plans.engine.replay import Runner, assessed, replay
    from plans.engine.replay_assumed import Assumptions
    from plans.engine.replay_figures import Figures
    from plans.engine.replay_tables import EXPLAINED, table
    from plans.engine.replay_words import ALSO_ASSUMED, ASSUMED
    from plans.engine.rulebook import DEFAULT_RULEBOOK
    from plans.engine.vocabulary import Level
    from plans.planning import default_template

    rules = DEFAULT_RULEBOOK
    named = []
    for athlete in sorted(logged.values):
        runner = Runner(
            logs=logged.logs(athlete),
            readiness=logged.readiness(athlete),
            new_plan=partial(_new_plan, athlete, Level(options.level), options.baseline),
            phase_weeks={phase.kind: (phase.min_weeks, phase.max_weeks) for phase in default_template().phases},
        )
        days = assessed(runner.logs, *logged.span(athlete), rules.readiness)
        named.append((athlete, Figures.of(list(replay(runner, days, rules, Assumptions(reported=reported))))))
    total = Figures.total(figures for _, figures in named)
    print(
        f"\n{ASSUMED[reported]} {ALSO_ASSUMED}", f"Level {options.level}, {options.baseline:g} km a week.\n", sep="\n"
    )
    print(*table([*named, ("together", total)]), "", sep="\n")
    for name, figure, side, bar in BARS:
        value = figure(total)
        met = value is not None and (value <= bar if side == "at most" else value >= bar)
        print(f"{name:<32} {_told(value)}   {side} {bar:g}: {'met' if met else 'not met'}")
    print(f"{'  of these changes of sessions':<32} {_told(total.per_week(total.session_changes))}")
    print(f"{'  and phase decisions':<32} {_told(total.per_week(total.phase_decisions))}")
    print("", *EXPLAINED, sep="\n")


def _told(value: float | None) -> str:
    return f"{'–' if value is None else f'{value:.2f}':>6}"


def _new_plan(athlete: str, level: Level, baseline_km: float, monday: date, policy: PlanPolicy) -> PlanState:
    from plans.engine.generation import generate
    from plans.planning import default_template

    return generate(
        default_template(),
        level=level,
        baseline_km_per_week=baseline_km,
        available_weekdays=range(7),
        start=monday,
        plan_id=uuid.uuid5(uuid.NAMESPACE_OID, f"{athlete}/{monday}"),
        policy=policy,
    )


if __name__ == "__main__":
    main()
