"""What search engines read about a page, as schema.org has it. All of it stands on the page in words, too."""

from collections.abc import Sequence
from typing import Any

from courses.models import CoursePage

from .academy import Academy
from .models import NewsPage

CONTEXT = "https://schema.org"


def course_data(course: CoursePage, *, url: str, language: str, academy: Academy) -> dict[str, Any]:
    return {
        "@context": CONTEXT,
        "@type": "Course",
        "name": course.title,
        "description": course.summary,
        "url": url,
        "inLanguage": language,
        "isAccessibleForFree": True,
        "provider": organisation(academy),
        "offers": {"@type": "Offer", "category": "Free"},
        "hasCourseInstance": {
            "@type": "CourseInstance",
            "courseMode": "online",
            "courseWorkload": duration(int(course.hours * 60)),
        },
    }


def news_data(news: NewsPage, *, url: str, language: str, academy: Academy, picture: str) -> dict[str, Any]:
    """Dated by when it was put on the site: when the thing itself happened may not be known."""
    dates = {"datePublished": news.first_published_at, "dateModified": news.last_published_at}
    return {
        "@context": CONTEXT,
        "@type": "NewsArticle",
        "headline": news.title,
        "description": news.lede,
        "url": url,
        "inLanguage": language,
        "image": [picture],
        "author": organisation(academy),
        "publisher": organisation(academy),
        **{name: at.isoformat() for name, at in dates.items() if at},
    }


def breadcrumbs(crumbs: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """From pairs of title and full address."""
    items = [
        {"@type": "ListItem", "position": place, "name": title, "item": url}
        for place, (title, url) in enumerate(crumbs, start=1)
    ]
    return {"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": items}


def organisation(academy: Academy) -> dict[str, str]:
    return {"@type": "Organization", "name": academy.issuer or academy.name}


def duration(minutes: int) -> str:
    """ISO 8601: PT2H30M."""
    hours, rest = divmod(minutes, 60)
    return f"PT{f'{hours}H' if hours else ''}{f'{rest}M' if rest or not hours else ''}"
