"""How often a secret may be guessed and a mail be asked for.

The database counts, and it counts before anything is checked: of a hundred guesses at once exactly as many are looked
at as are allowed. Nobody can lock a person or a club out, because the allowances are apart: one for each device that
an account knows, one for all other devices together, and a wide one for a network, which known devices do not use.
A try that is refused by one allowance takes nothing from the others; one that was right is given back.

None of these may be called inside a transaction that the refusal would undo.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil

from allauth.account.adapter import get_adapter
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext

from athletes.known_devices import device_of
from athletes.models import Attempts, User

MUST_WAIT = "must_wait"
"""The code of a MustWait among the errors of a form."""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` times in each window of `per`, which begin at the same time for everybody."""

    what: str
    most: int
    per: timedelta


BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)
QUARTER, HOUR = timedelta(minutes=15), timedelta(hours=1)

PASSWORD_HERE = Limit("a password on a device that the account knows", 10, QUARTER)
PASSWORD_ELSEWHERE = Limit("an account's password on all other devices", 10, QUARTER)
PASSWORD_FROM_NETWORK = Limit("passwords from one network", 100, QUARTER)
FACTOR_HERE = Limit("a second factor on a device that the account knows", 10, HOUR)
FACTOR_ELSEWHERE = Limit("an account's second factor on all other devices", 10, HOUR)
MAILED_CODE = Limit("one code that was sent", 5, HOUR)
MAIL_HERE = Limit("mails, asked for on a device that the account knows", 5, QUARTER)
MAIL_ELSEWHERE = Limit("mails to one address, asked for from one network", 5, QUARTER)
MAIL_TO_ADDRESS = Limit("mails to one address, asked for from anywhere", 30, HOUR)
MAIL_FROM_NETWORK = Limit("mails asked for from one network", 100, QUARTER)
INVITATION_FROM_NETWORK = Limit("codes of invitations from one network", 100, QUARTER)


class MustWait(ValidationError):
    """Too many tries. Its words say how long to wait; `seconds` is the same as a number."""

    def __init__(self, seconds: int) -> None:
        minutes = max(1, ceil(seconds / 60))
        super().__init__(
            ngettext(
                "That was tried very often. Please wait a minute, then try again.",
                "That was tried very often. Please wait %(minutes)d minutes, then try again.",
                minutes,
            ),
            code=MUST_WAIT,
            params={"minutes": minutes},
        )
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Tries:
    """What one try was counted as: pairs of bucket and window."""

    counted: tuple[tuple[str, datetime], ...]

    def give_back(self) -> None:
        """It was right, so it was no guess."""
        for bucket, window_from in self.counted:
            Attempts.objects.filter(bucket=bucket, window_from=window_from, count__gt=0).update(count=F("count") - 1)


def try_password(request: HttpRequest, email: str) -> Tries:
    """Count one password for the account of `email`, whether or not there is one. Raises MustWait."""
    user, account = _account(email)
    if here := _here(request, user):
        return _take((PASSWORD_HERE, here))
    return _take((PASSWORD_ELSEWHERE, account), (PASSWORD_FROM_NETWORK, network_of(request)))


def try_factor(request: HttpRequest, user: User) -> Tries:
    """Count one code of an app, or one recovery code. Raises MustWait."""
    if here := _here(request, user):
        return _take((FACTOR_HERE, here))
    return _take((FACTOR_ELSEWHERE, str(user.pk)))


def try_mailed_code(owner: str, code: str) -> Tries:
    """Count one answer to the very code that was sent to `owner`: nobody else's answers count. Raises MustWait."""
    return _take((MAILED_CODE, f"{owner} {code}"))


def try_mail(request: HttpRequest, email: str) -> Tries:
    """Count one mail with a code to `email`. Raises MustWait."""
    user, account = _account(email)
    if here := _here(request, user):
        return _take((MAIL_HERE, here))
    network = network_of(request)
    return _take((MAIL_ELSEWHERE, f"{account} {network}"), (MAIL_TO_ADDRESS, account), (MAIL_FROM_NETWORK, network))


def try_invitation(request: HttpRequest) -> Tries:
    """Count one code of an invitation; give a right one back. Raises MustWait."""
    return _take((INVITATION_FROM_NETWORK, network_of(request)))


def first_use(what: str, at: datetime) -> bool:
    """Whether `what`, which belongs to the moment `at`, is used for the first time, however many ask at once."""
    return _count(_bucket("used once", what), at) == 1


def forget_old(now: datetime) -> int:
    """Delete counts that no window reaches any more; how many."""
    deleted, _ = Attempts.objects.filter(window_from__lt=now - 2 * HOUR).delete()
    return deleted


def network_of(request: HttpRequest) -> str:
    """The network that a request comes from: an IPv4 address, or the 64 bits of IPv6 that one customer has."""
    address = ip_address(get_adapter().get_client_ip(request))
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ip_network((address, 64), strict=False))
    return str(address)


def _account(email: str) -> tuple[User | None, str]:
    """The account is counted by its key, so that no other spelling of its address gets guesses of its own."""
    user = User.objects.filter(email__iexact=email).first()
    return user, str(user.pk) if user else email.lower()


def _here(request: HttpRequest, user: User | None) -> str | None:
    device = device_of(request, user) if user else None
    return f"{user.pk} {device}" if user and device else None


def _take(*wanted: tuple[Limit, str]) -> Tries:
    now = timezone.now()
    taken = Tries(())
    for limit, who in wanted:
        window_from = datetime.fromtimestamp(
            now.timestamp() // limit.per.total_seconds() * limit.per.total_seconds(), UTC
        )
        bucket = _bucket(limit.what, who)
        if _count(bucket, window_from) > limit.most:
            taken.give_back()
            raise MustWait(ceil((window_from + limit.per - now).total_seconds()))
        taken = Tries((*taken.counted, (bucket, window_from)))
    return taken


def _bucket(what: str, who: str) -> str:
    return salted_hmac(f"athletes.sign_in_limits {what}", who, algorithm="sha256").hexdigest()


def _count(bucket: str, window_from: datetime) -> int:
    """One more, and how many that makes: one statement, so that no two get the same number."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO athletes_attempts (bucket, window_from, count) VALUES (%s, %s, 1)"
            " ON CONFLICT (bucket, window_from) DO UPDATE SET count = athletes_attempts.count + 1 RETURNING count",
            [bucket, window_from],
        )
        count: int = cursor.fetchone()[0]
    return count
