"""The content tree: a catalogue of courses, a course of lessons, and the legal acts lessons rest on."""

from .audience import Audience
from .catalogue import CourseIndexPage
from .course import CourseOutcome, CoursePage, Order
from .course_rows import CoursePrerequisite, CourseTeamMember
from .glossary import GlossaryPage, Term
from .law import LegalAct, LegalActTitle
from .lesson import LearningOutcome, LegalSource, LessonPage, LessonUnlockRule
from .role_path import RolePath, RolePathLesson

__all__ = [
    "Audience",
    "CourseIndexPage",
    "CourseOutcome",
    "CoursePage",
    "CoursePrerequisite",
    "CourseTeamMember",
    "GlossaryPage",
    "LearningOutcome",
    "LegalAct",
    "LegalActTitle",
    "LegalSource",
    "LessonPage",
    "LessonUnlockRule",
    "Order",
    "Term",
    "RolePath",
    "RolePathLesson",
]
