"""Whatever is sent, by whomever: no value of it is in a log, an error report, a cache, a queue or a record."""

from __future__ import annotations

import pytest

from tests.canaries import CANARIES, watching
from tests.isolation.actors import NOBODY, STRANGER
from tests.isolation.asking import client_of, send
from tests.isolation.routes import WAYS
from tests.isolation.test_matrix import rolled_back
from tests.isolation.test_refusals import somebody_who_may
from tests.isolation.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.mark.parametrize("name", WAYS)
def test_what_is_sent_is_told_nowhere(world: World, name: str) -> None:
    route, method, way = WAYS[name]
    may = somebody_who_may(way)
    # Beside what the page takes, every secret by the name that it has somewhere; and once in place of it.
    beside, in_place = {**CANARIES, **way.sent(world)}, {**way.sent(world), **CANARIES}
    for actor, sent in ((may, beside), (may, in_place), (NOBODY, in_place), (STRANGER, in_place)):
        with rolled_back(), watching() as witness:
            send(client_of(world, actor), method, route.url(world), sent)
            found = witness.found()
        assert found == [], actor
