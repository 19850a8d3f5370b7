from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """One person with an account. Personal data: all of it; erased by `erase_learner()`, never by a cascade."""

    # What the person signs in with; always kept in lower case.
    email = models.EmailField(_("e-mail"), unique=True)
    # As printed on a completion record, patronymic included. Asked for at the record, not at sign-up.
    full_name = models.CharField(_("full name"), max_length=150, blank=True)
    # For people who want their record to be read abroad.
    latin_name = models.CharField(_("name in Latin letters"), max_length=150, blank=True)
    # The language of the interface and of our letters.
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="uk")
    # Where the person comes from, if they care to say.
    community = models.ForeignKey(
        "learning.Community",
        verbose_name=_("community"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="people",
    )
    # When the person agreed to the privacy page. Empty for accounts made by an administrator.
    consented_at = models.DateTimeField(_("agreed to the privacy page"), null=True, blank=True)
    is_staff = models.BooleanField(_("may open the admin"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.full_name or self.email

    def get_full_name(self) -> str:
        return self.full_name or self.email

    def get_short_name(self) -> str:
        return self.full_name.split(" ")[0] if self.full_name else self.email
