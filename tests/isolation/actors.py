"""Everybody who may knock, and what must stay hidden from them. What is asked for is always Ana's, or her team's."""

from __future__ import annotations

NOBODY, DEACTIVATED = "nobody", "a deactivated owner"
ANA, BEN, ZOE = "the athlete", "a team-mate", "another team's athlete"
OWNER, COACH, ASSISTANT, READER = "the owner", "the head coach", "the assistant", "a coach who reads only"
GROUP_COACH = "a coach of her group"
OTHER_GROUP = "the head coach of another group"
RIVAL, RIVAL_COACH = "another team's owner", "another team's coach"
BOTH = "a coach of both teams, now in the other"
GUARDIAN, OTHER_GUARDIAN = "the guardian", "a team-mate's guardian"
FORMER, FORMER_ATHLETE, FORMER_GUARDIAN = "a coach who left", "an archived athlete", "a former guardian"
CLOSED = "the owner of an archived team"
STRANGER, SECOND_STRANGER = "a stranger", "a second stranger"

READ_TOKEN, WRITE_TOKEN = "a coach's token that reads", "a coach's token"
READER_TOKEN = "a token of a coach who reads only"
GROUP_TOKEN, OTHER_GROUP_TOKEN = "a token of a coach of her group", "a token of a coach of another group"
ANA_TOKEN, ANA_READ_TOKEN, BEN_TOKEN = "the athlete's token", "the athlete's token that reads", "a team-mate's token"
FOREIGN_TOKEN, FOREIGN_ATHLETE_TOKEN = "another team's token", "a token of another team's athlete"
BOTH_TOKEN = "the other team's token of a coach of both"
GUARDIAN_TOKEN = "a guardian's token"
REVOKED_TOKEN, FORMER_TOKEN, DEACTIVATED_TOKEN = "a revoked token", "a token of a coach who left", "a deactivated token"
MOVED_TOKEN = "a token of a coach who went to the other team"
CLOSED_TOKEN, WRONG_TOKEN = "a token of an archived team", "a wrong token"

OWN_STAFF = (OWNER, COACH, ASSISTANT, READER, GROUP_COACH, OTHER_GROUP)
OTHER_STAFF = (RIVAL, RIVAL_COACH, BOTH)
WITHOUT_A_TEAM = (FORMER, FORMER_ATHLETE, FORMER_GUARDIAN, CLOSED, STRANGER, SECOND_STRANGER)
SIGNED_IN = (*OWN_STAFF, *OTHER_STAFF, ANA, BEN, ZOE, GUARDIAN, OTHER_GUARDIAN, *WITHOUT_A_TEAM)
PEOPLE = (NOBODY, DEACTIVATED, *SIGNED_IN)

DEAD_TOKENS = (REVOKED_TOKEN, FORMER_TOKEN, MOVED_TOKEN, DEACTIVATED_TOKEN, CLOSED_TOKEN, WRONG_TOKEN)
TOKENS = (
    READ_TOKEN, WRITE_TOKEN, READER_TOKEN, GROUP_TOKEN, OTHER_GROUP_TOKEN, ANA_TOKEN, ANA_READ_TOKEN, BEN_TOKEN,
    FOREIGN_TOKEN, FOREIGN_ATHLETE_TOKEN, BOTH_TOKEN, GUARDIAN_TOKEN, *DEAD_TOKENS,
)  # fmt: skip
ACTORS = (*PEOPLE, *TOKENS)


def words_of(name: str) -> dict[str, str]:
    """One word for each place in which something private of a person is kept; each is looked for in every answer."""
    return {place: f"{place}-of-{name}" for place in PRIVATE}


PRIVATE = (
    "goal", "note", "log", "wish", "constraint", "pain", "injury", "exception", "tired", "week", "paper",
)  # fmt: skip

OF_ANA = ("Ana R.", "ana.r@example.org", *words_of("ana").values())
OF_BEN = ("Ben O.", "ben.o@example.org", *words_of("ben").values())
OF_ZOE = ("Zoe W.", "zoe@example.org", *words_of("zoe").values())
OF_THE_TEAM = (
    "Harvest Runners", "Carla", "Hill squad", "Track squad", "invited-by-harvest", "rule-of-harvest",
    "noted-by-harvest",
)  # fmt: skip
OF_THE_OTHERS = ("Rival Club", "Rolf", "Rival squad", "invited-by-rival", "rule-of-rival", "noted-by-rival")

OF_THE_STRANGERS = {STRANGER: ("Sven", "sven@example.org"), SECOND_STRANGER: ("Selma", "selma@example.org")}

_FOREIGN = (*OF_ZOE, *OF_THE_OTHERS)
_HARVEST = (*OF_ANA, *OF_BEN, *OF_THE_TEAM)
_ABOUT_THE_STAFF = ("invited-by-harvest", "rule-of-harvest", "noted-by-harvest")
"""What coaches tell each other."""
HIDDEN_FROM: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(ACTORS, (*_HARVEST, *_FOREIGN)),
    **dict.fromkeys((OWNER, COACH, ASSISTANT, READER, READ_TOKEN, WRITE_TOKEN, READER_TOKEN), _FOREIGN),
    **dict.fromkeys((GROUP_COACH, GROUP_TOKEN), (*OF_BEN, *_FOREIGN)),
    **dict.fromkeys((OTHER_GROUP, OTHER_GROUP_TOKEN), (*OF_ANA, *_FOREIGN)),
    **dict.fromkeys(
        (ANA, ANA_TOKEN, ANA_READ_TOKEN, GUARDIAN, GUARDIAN_TOKEN), (*OF_BEN, *_ABOUT_THE_STAFF, *_FOREIGN)
    ),
    **dict.fromkeys((BEN, BEN_TOKEN, OTHER_GUARDIAN), (*OF_ANA, *_ABOUT_THE_STAFF, *_FOREIGN)),
    **dict.fromkeys((ZOE, FOREIGN_ATHLETE_TOKEN), (*_HARVEST, "invited-by-rival", "rule-of-rival", "noted-by-rival")),
    **dict.fromkeys((RIVAL, RIVAL_COACH, FOREIGN_TOKEN, BOTH_TOKEN), _HARVEST),
    # Whoever belongs to both teams reads the other one's name where they choose.
    BOTH: tuple(word for word in _HARVEST if word != "Harvest Runners"),
}
for _stranger, _words in OF_THE_STRANGERS.items():
    # Two people without a team are strangers, to each other and to everybody.
    HIDDEN_FROM |= {who: (*words, *_words) for who, words in HIDDEN_FROM.items() if who != _stranger}
