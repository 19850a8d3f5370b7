from .attempts import AttemptGrade, QuizAttempt, Response
from .certificates import Certificate, RegisterCounter
from .communities import Community
from .completion import ActivityCompletion, CheckResponse, CourseCompletion, SectionCompletion
from .enrolment import Enrolment, LearnerWrite
from .health import QuizHealth
from .law_changes import LawChangeNotice
from .reflections import CommentTemplate, ReflectionRemark
from .regrading import QuestionSwitch, Regrading
from .timing import GapCredit, LearnerOverride
from .user import User

__all__ = [
    "ActivityCompletion",
    "AttemptGrade",
    "Certificate",
    "CheckResponse",
    "CommentTemplate",
    "Community",
    "CourseCompletion",
    "Enrolment",
    "GapCredit",
    "LawChangeNotice",
    "LearnerOverride",
    "LearnerWrite",
    "QuestionSwitch",
    "QuizAttempt",
    "QuizHealth",
    "ReflectionRemark",
    "RegisterCounter",
    "Regrading",
    "Response",
    "SectionCompletion",
    "User",
]
