"""Where people's data is: for every model its way to the person, for every field what it is, in words for people.

Each app describes its own models in `personal_data.py`. The export, the erasure and the page "what is kept of
me" are made from these descriptions, and a test fails for a model or a field that has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from django.db.models import Field, Model
    from django_stubs_ext import StrOrPromise


class Category(StrEnum):
    IDENTITY = "identity"
    CONTACT = "contact"
    ACCOUNT = "account"
    WELLNESS = "wellness"
    HEART = "heart"
    ILLNESS = "illness"
    CYCLE = "cycle"
    TRAINING = "training"
    PLAN = "plan"
    WORDS = "words"
    """Free text, of whomever."""
    BOOKKEEPING = "bookkeeping"
    SECRET = "secret"  # noqa: S105 - a category, not a secret
    """What opens an account: never shown, never exported, erased with the rest."""


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """What one model keeps of people.

    `model` is `app.Model`; `athlete` and `person` are its ORM paths to the athlete and to the account whose data it
    is (`pk` for these two themselves). `fields` maps each category to the names of fields, parted by spaces.
    """

    model: str
    words: StrOrPromise
    athlete: str = ""
    person: str = ""
    fields: Mapping[Category, str] = field(default_factory=dict)
    field_words: Mapping[str, StrOrPromise] = field(default_factory=dict)
    """Where the model's own name of the field says little to people."""
    address: str = ""
    """The column with an e-mail address, where a row may name somebody who has no account yet."""
    seen_by_coaches: bool = True
    private_to: str = ""
    """The column with who wrote the row, where it is for coaches alone: whom it is about is told that there are such
    rows and by whom, they are erased with everything else, and they are not in the file that one takes along."""
    by_hand: bool = False
    """Its rows name nobody in a column: `exporting` and `erasing` know how to find them."""

    @property
    def model_class(self) -> type[Model]:
        return apps.get_model(self.model)

    @property
    def categories(self) -> dict[str, Category]:
        """The category of each field, by its name."""
        return {name: category for category, names in self.fields.items() for name in names.split()}

    @property
    def columns(self) -> list[Field[Any, Any]]:
        """The model's own fields, with those between many and many."""
        options = self.model_class._meta
        return [*options.concrete_fields, *options.many_to_many]

    def label(self, name: str) -> str:
        """The field in words for people."""
        column = self.model_class._meta.get_field(name)
        return capfirst(str(self.field_words.get(name) or gettext(str(column.verbose_name))))  # type: ignore[union-attr]

    def labels(self, *categories: Category) -> list[str]:
        """The fields of these categories in words, in the order of the model."""
        of = self.categories
        return [self.label(each.name) for each in self.columns if of[each.name] in categories]


COLUMN_NAMES = (
    _("accepted at"), _("accepted by"), _("address"), _("all groups"), _("answer until"), _("archived at"),
    _("as guardian"), _("asks"), _("athlete"), _("attempts"), _("begun at"), _("by mail"), _("cause"),
    _("changed at"), _("checked at"), _("completed at"), _("context"), _("created"), _("created at"), _("created by"),
    _("date joined"), _("decided at"), _("decision"), _("delivered at"), _("directive"), _("due at"),
    _("email address"), _("ended at"), _("ended by"), _("entered at"), _("entered by"), _("error"), _("expires at"),
    _("given up at"), _("group"), _("groups"), _("invitation"), _("joined at"), _("kind"), _("last error"),
    _("last login"), _("last seen at"), _("last used at"), _("locked at"), _("locked by"), _("mailed at"), _("marks"),
    _("may alone"), _("may write"), _("membership"), _("mode"), _("monday"), _("night"), _("original day"), _("page"),
    _("permission"), _("person"), _("plan"), _("position"), _("read until"), _("reader"), _("reasons"),
    _("recipient"), _("removed at"), _("replaced at"), _("retry at"), _("revision"), _("revoked at"), _("rule"),
    _("rules version"), _("set at"), _("set by"), _("signed off at"), _("signed off by"), _("snoozed at"),
    _("snoozed by"), _("source"), _("stand ins"), _("started at"), _("steps"), _("template"), _("template week"),
    _("text"), _("thresholds"), _("type"), _("user"), _("verdict"), _("verified"), _("viewer"), _("weeks visible"),
    _("what"), _("within days"), _("within percent"), _("written at"), _("written by"), _("zone"),
)  # fmt: skip
"""What models call their columns, for the catalogues; where that says little, `Kept.field_words` says it better."""


@cache
def kept() -> tuple[Kept, ...]:
    """What all installed apps keep of people, in the order of the apps."""
    return tuple(each for module in _modules() for each in module.KEPT)


@cache
def impersonal() -> Mapping[str, str]:
    """The models that hold nothing of people, each with the reason."""
    return {model: why for module in _modules() for model, why in module.IMPERSONAL.items()}


def _modules() -> Iterator[Any]:
    for app in apps.get_app_configs():
        name = f"{app.name}.personal_data"
        if find_spec(app.name) and find_spec(name):
            yield import_module(name)
