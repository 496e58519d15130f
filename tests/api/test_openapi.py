"""The OpenAPI document is public, valid, and says what can go wrong."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client


@pytest.fixture
def document(db: None) -> Any:
    response = Client().get("/api/v1/openapi.json")
    assert response.status_code == 200
    return response.json()


def test_it_is_valid_and_nothing_in_it_is_guessed() -> None:
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=StringIO())


def test_it_describes_every_route(document: Any) -> None:
    athlete = "/api/v1/athletes/{id}"
    assert {path: sorted(operations) for path, operations in document["paths"].items()} == {
        "/api/v1/athletes": ["get"],
        athlete: ["get"],
        f"{athlete}/activities": ["get", "post"],
        f"{athlete}/plan": ["get"],
        f"{athlete}/weeks": ["get"],
        f"{athlete}/weeks/{{monday}}": ["get"],
        f"{athlete}/sessions": ["get"],
        f"{athlete}/decisions": ["get"],
        f"{athlete}/logs": ["get"],
        f"{athlete}/logs/{{date}}": ["delete", "get", "put"],
        f"{athlete}/normals": ["get"],
        "/api/v1/rules": ["delete", "get", "patch"],
    }


def test_every_operation_asks_for_the_token_and_names_its_errors(document: Any) -> None:
    log = document["paths"]["/api/v1/athletes/{id}/logs/{date}"]
    assert list(log["put"]["responses"]) == ["200", "201", "400", "401", "403", "404", "409", "413", "415"]
    assert list(log["delete"]["responses"]) == ["204", "400", "401", "403", "404"]
    assert list(document["paths"]["/api/v1/athletes/{id}/plan"]["get"]["responses"]) == ["200", "401", "404"]
    assert list(document["paths"]["/api/v1/athletes"]["get"]["responses"]) == ["200", "400", "401"]
    rules = document["paths"]["/api/v1/rules"]
    assert list(rules["get"]["responses"]) == ["200", "401"]
    assert list(rules["patch"]["responses"]) == ["200", "400", "401", "403", "413", "415"]
    assert list(rules["delete"]["responses"]) == ["200", "401", "403"]
    for operations in document["paths"].values():
        for operation in operations.values():
            assert operation["security"] == [{"token": []}]


def test_numbers_are_numbers_with_the_ranges_of_the_log(document: Any) -> None:
    sleep = document["components"]["schemas"]["Log"]["properties"]["sleep_h"]
    assert (sleep["type"], sleep["minimum"], sleep["maximum"]) == ("number", 0.25, 16)
