"""Who gets what: every address of the site, every method, every part of the cast, and what a refusal tells.

A new route fails `test_matrix.py` until it has a rule. To give it one, open `routes/<area>.py` and add an entry under
the route as the URL configuration spells it:

    "athletes/<int:pk>/shoes/": Route(
        of_ana("shoes/"),                                # what is asked for belongs to Ana, in the group Hill squad
        get=Way(about_ana(200, read_only=200)),          # coaches who look after her 200; other coaches 404; others 403
        post=Way(about_ana(302), lambda world: {"name": "Trail"}),  # what is sent; success is seen in the tables
    ),

`rules.py` has the usual answers: `about_ana`, `team_page`, `managers`, `owners`, `athletes`, `guardians`, `everybody`,
`api`. They map actors (`actors.py`) to statuses: combine them with `|`, as in `about_ana(200) | {GUARDIAN: 200}`.
A row that a route asks for by number is made by `make(world) -> dict[str, Any]` in the same module, and read as
`world.made["shoe"]`; give it words of `words_of("ana")`, so that a page that shows it to somebody else is caught.
`SEEN` in a module names pages on which such words are found by those who may, so that they cannot die unnoticed.
"""
