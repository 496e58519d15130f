"""How a server's process looks for garbage, set once when it has loaded everything."""

import gc

YOUNG_OBJECTS = 20_000
"""How many are made before the youngest are looked through; Python's own is 700 to 2,000."""


def settle() -> None:
    """Looks through what is loaded a last time, and from now on only through what requests leave behind.

    A page of 500 athletes makes seven thousand tuples of weeks that all live until it is written. By Python's own
    threshold they are looked through again and again, down to the oldest: a third of the time of that page. Almost
    everything else goes by its count of references, at once and without a search.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, 10, 10)
