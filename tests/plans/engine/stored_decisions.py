"""Decisions of each version of the rules, as a night stored them: what must come out the same in every later release.

`python -m tests.plans.engine.stored_decisions` writes the file of the rules as they are now, one decision for each
rule, verdict and directive that random seasons reach. It refuses to write a version twice: a file that is no longer
met says that decisions changed, and the answer is a new `RULES_VERSION` beside the old one in `RULE_SETS`.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import Any

from plans.engine.decision_policy import RULES_VERSION
from plans.engine.limits import History
from plans.engine.records import FIELDS, Met, record
from plans.engine.rulebook import Rulebook, with_thresholds
from plans.engine.template import Template
from tests.plans.engine.seasons import season
from tests.plans.engine.shipped import document

FOLDER = Path(__file__).parent / "stored"
SEASONS = 60
OWN_THRESHOLDS = {"flagged_logs_to_ease": 4, "rest_days_when_ill": 3}


def stored(version: str) -> dict[str, Any]:
    """What was stored under these rules: `template`, and `decisions` with all that they were made from."""
    with gzip.open(FOLDER / f"rules_{version}.json.gz", "rt", encoding="utf-8") as file:
        content: dict[str, Any] = json.load(file)
    return content


def of_now() -> list[dict[str, Any]]:
    """One decision of each sort, under the default thresholds and under a team's own."""
    template = Template.from_document(document())
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for seed in range(SEASONS):
        rules = with_thresholds(OWN_THRESHOLDS) if seed % 4 == 3 else Rulebook()
        for night in season(seed):
            sort = (night.decision.rule, night.decision.verdict, night.decision.directive, str(seed % 4 == 3))
            if sort in found:
                continue
            known = History(baseline_km_per_week=night.before.baseline_km_per_week)
            made = record(night.facts, night.decision, rules, Met(night.before, known, template))
            if seed % 4 == 3 and made.rule in ("D1", "D3"):
                # Decided by the default thresholds in the season: a team's own may decide otherwise.
                continue
            found[sort] = {
                "facts": made.facts,
                "plan_state": made.plan_state,
                "thresholds": made.thresholds,
                **{name: getattr(made, name) for name in FIELDS},
            }
    return [found[sort] for sort in sorted(found)]


def main() -> None:
    path = FOLDER / f"rules_{RULES_VERSION}.json.gz"
    if path.exists():
        sys.exit(f"{path.name} is there. Decisions that changed need a new RULES_VERSION.")
    FOLDER.mkdir(exist_ok=True)
    content = json.dumps({"template": document(), "decisions": of_now()}, separators=(",", ":"))
    # Without a time in it, the same decisions are the same bytes.
    path.write_bytes(gzip.compress(content.encode(), mtime=0))


if __name__ == "__main__":
    main()
