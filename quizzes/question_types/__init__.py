"""The registered question types. A new type is a file here and a line below; see `base.QuestionType`."""

from .base import AnswerError, Problem, QuestionType
from .matching import Matching
from .multiple_choice import MultipleChoice
from .numeric import Numeric
from .ordering import Ordering
from .reflection import Reflection
from .review import Review, ReviewLine
from .short_answer import ShortAnswer
from .single_choice import SingleChoice
from .true_false import TrueFalse

__all__ = [
    "AnswerError",
    "Problem",
    "QuestionType",
    "Review",
    "ReviewLine",
    "all_types",
    "get",
    "names",
    "register",
]

_types: dict[str, QuestionType] = {}


def register(question_type: type[QuestionType]) -> type[QuestionType]:
    """Make a type known to quizzes, importers and the editor. Also for packages outside this one, from `AppConfig`
    or on import of their blocks: before the first `QuestionsBlock` is made."""
    _types[question_type.name] = question_type()
    return question_type


def get(name: str) -> QuestionType:
    """Raises KeyError for a type nobody registered."""
    return _types[name]


def names() -> frozenset[str]:
    return frozenset(_types)


def all_types() -> tuple[QuestionType, ...]:
    """In the order trainers see them."""
    return tuple(_types.values())


register(SingleChoice)
register(MultipleChoice)
register(TrueFalse)
register(Matching)
register(Ordering)
register(ShortAnswer)
register(Numeric)
register(Reflection)
