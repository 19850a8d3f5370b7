"""The settings of `make run`: SQLite, local files, tasks in process, mail on the console."""

from .base import *  # noqa: F403
from .base import env

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY", default="only-for-development-this-key-is-public-and-worth-nothing")
ALLOWED_HOSTS = ["*"]
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
DEMO_ACCOUNTS_ALLOWED = True
WHITENOISE_USE_FINDERS = True  # static files come from where they were written: there is no collectstatic here
