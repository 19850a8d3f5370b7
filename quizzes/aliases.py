"""No aliases of what records point at: an alias has words of one page and a key of its own."""

from typing import Any, NoReturn

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from wagtail.admin.forms.pages import CopyForm


class CopyWithoutAlias(CopyForm):
    """Wagtail's copy form without the choice to make an alias."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("alias", None)


class NoAliasMixin(models.Model):
    """A page that cannot be an alias, whichever way it is tried: in the admin, in code, or with its parent."""

    copy_form_class = CopyWithoutAlias

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.alias_of_id:
            refuse_alias()
        super().save(*args, **kwargs)

    def create_alias(self, *args: Any, **kwargs: Any) -> NoReturn:
        refuse_alias()


def refuse_alias() -> NoReturn:
    raise ValidationError(
        _("This page cannot have aliases: what people learn there would be lost. Make a copy instead."), code="alias"
    )
