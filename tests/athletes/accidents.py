"""Files after an accident: cut off, with zeros, noise, endless cells, quotes and separators in the middle."""

from __future__ import annotations

import random

from athletes.roster_sheets import MAX_BYTES

GOOD = (
    "Name;E-mail;Niveau;km/Woche;Gruppe\r\n"
    + "".join(f'"Läufer{n}, der";l{n}@example.org;Anfänger;4{n % 10},5;"A;B"\r\n' for n in range(60))
).encode("utf-8-sig")


def mutated(seed: int) -> bytes:
    """A good file after an accident."""
    dice = random.Random(seed)
    data = bytearray(GOOD)
    for _ in range(dice.randint(1, 6)):
        at = dice.randrange(len(data)) if data else 0
        match dice.randrange(9):
            case 0:
                del data[at:]
            case 1:
                data[at:at] = bytes(dice.randint(1, 50))
            case 2:
                data[at:at] = dice.randbytes(dice.randint(1, 200))
            case 3:
                data[at:at] = b"x" * dice.choice((1000, 131_073, 900_000))
            case 4:
                data[at:at] = b'"' * dice.randint(1, 5000)
            case 5:
                data[at:at] = dice.choice((b";", b",", b"\t", b"\r", b"\n")) * dice.randint(1, 5000)
            case 6:
                data = data.replace(b"\r\n", dice.choice((b"\r", b"\n", b" ", b"\r\r\n")))
            case 7:
                data[:3] = dice.choice((b"\xff\xfe", b"\xfe\xff", b"", b"PK\x03\x03", b"\x00\x00"))
            case 8:
                data = (data * dice.randint(2, 40))[:MAX_BYTES]
    return bytes(data[:MAX_BYTES])
