"""The face of the site: front page, pages of words, news, and who runs it all."""

from .news import NewsIndexPage, NewsPage
from .site import AcademySettings, AcademyTranslation, HomePage, StandardPage

__all__ = [
    "AcademySettings",
    "AcademyTranslation",
    "HomePage",
    "NewsIndexPage",
    "NewsPage",
    "StandardPage",
]
