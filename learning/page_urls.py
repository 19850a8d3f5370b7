"""Addresses of pages from their paths alone, in the language of the interface, without a query."""

from django.urls import reverse
from wagtail.models import Site


def page_url(url_path: str) -> str:
    """The address of the page at this tree path; the front page for a path outside every site."""
    for root in Site.get_site_root_paths():
        if url_path.startswith(root.root_path):
            return reverse("wagtail_serve", args=[url_path[len(root.root_path) :]])
    return reverse("wagtail_serve", args=[""])
