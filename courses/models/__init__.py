"""The content tree: a catalogue of courses, a course of lessons, and the legal acts lessons rest on."""

from .audience import Audience
from .catalogue import CourseIndexPage
from .course import CourseOutcome, CoursePage, CoursePrerequisite, CourseTeamMember
from .law import LegalAct, LegalActTitle
from .lesson import LearningOutcome, LegalSource, LessonPage

__all__ = [
    "Audience",
    "CourseIndexPage",
    "CourseOutcome",
    "CoursePage",
    "CoursePrerequisite",
    "CourseTeamMember",
    "LearningOutcome",
    "LegalAct",
    "LegalActTitle",
    "LegalSource",
    "LessonPage",
]
