"""Texts of Wagtail that its Ukrainian lacks, or says as no editor would sign: ours stand before them."""

from django.utils.translation import gettext_noop

TEXTS = (
    gettext_noop("live"),
    gettext_noop("live + draft"),
    gettext_noop("live + scheduled"),
    gettext_noop("live + in moderation"),
    gettext_noop("Live version"),
    gettext_noop("View live"),
    gettext_noop("Compare with live version"),
    gettext_noop("Go live date/time must be before expiry date/time"),
    gettext_noop('Multi-word tags with spaces will automatically be enclosed in double quotes (").'),
    gettext_noop("What's new in Wagtail %(version)s"),
    gettext_noop(
        'Only pages of type "%(type)s" may be chosen for this field. Search results will exclude pages of other types.'
    ),
    gettext_noop(
        "Pages created here will not be accessible at any URL. "
        "To add pages to an existing site, create them as children of the homepage."
    ),
    gettext_noop("Removed the '%(restriction)s' view restriction. The page is public."),
)
