import os

from django.core.wsgi import get_wsgi_application

from learning.charsets import with_harmless_charsets

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "learning.settings.production")
application = with_harmless_charsets(get_wsgi_application())
