"""The face of the site: front page, pages of words, news, the way to ask for a consultation, and who runs it all."""

from .consultation_requests import ConsultationRequest
from .consultations import ConsultationField, ConsultationPage
from .news import NewsIndexPage, NewsPage
from .site import AcademySettings, AcademyTranslation, HomePage, StandardPage

__all__ = [
    "AcademySettings",
    "AcademyTranslation",
    "ConsultationField",
    "ConsultationPage",
    "ConsultationRequest",
    "HomePage",
    "NewsIndexPage",
    "NewsPage",
    "StandardPage",
]
