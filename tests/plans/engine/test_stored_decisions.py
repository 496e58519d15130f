"""A stored decision comes out the same from its frozen values, byte for byte, in every release."""

from __future__ import annotations

import json
from typing import Any

import pytest

from plans.engine.decision_policy import RULES_VERSION
from plans.engine.records import FIELDS, RULE_SETS, UnknownRules, remade
from plans.engine.template import Template
from tests.plans.engine.stored_decisions import FOLDER, stored

VERSIONS = sorted(path.name.removeprefix("rules_").removesuffix(".json.gz") for path in FOLDER.glob("rules_*.json.gz"))


def bytes_of(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True).encode()


def test_every_version_has_rules_and_stored_decisions() -> None:
    assert set(VERSIONS) == set(RULE_SETS)
    assert RULES_VERSION in RULE_SETS


@pytest.mark.parametrize("version", VERSIONS)
def test_what_was_decided_then_follows_now(version: str) -> None:
    content = stored(version)
    template = Template.from_document(content["template"])
    rules = {each["rule"] for each in content["decisions"]}
    assert {"D1", "D2", "D3", "D4", "D5", "D7", "D8", "D9", "D10", "GB", "-"} <= rules
    for each in content["decisions"]:
        again = remade(version, each["facts"], each["plan_state"], each["thresholds"], template)
        for name in FIELDS:
            assert bytes_of(getattr(again, name)) == bytes_of(each[name]), (each["rule"], name)


def test_a_threshold_that_a_team_changed_is_part_of_it() -> None:
    """The same facts with another threshold are another decision: nothing is taken from the defaults of today."""
    eased = next(each for each in stored(RULES_VERSION)["decisions"] if each["rule"] == "D3" and each["operations"])
    template = Template.from_document(stored(RULES_VERSION)["template"])
    again = remade(RULES_VERSION, eased["facts"], eased["plan_state"], {"flagged_logs_to_ease": 6}, template)
    assert again.rule != "D3"


def test_rules_that_nobody_carries() -> None:
    with pytest.raises(UnknownRules):
        remade("0", {}, None, {}, Template.from_document(stored(RULES_VERSION)["template"]))
