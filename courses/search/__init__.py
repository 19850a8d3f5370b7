"""Finding words in their forms: «паролі» by «пароль». What is searched, how words are compared, what is marked.

Everything here is about text; which pages a visitor may find is the site's business.
"""

from .excerpts import excerpt, highlight
from .findable import FindableMixin, findable_models
from .questions import Question, ask
from .spelling import Vocabulary

__all__ = ["FindableMixin", "Question", "Vocabulary", "ask", "excerpt", "findable_models", "highlight"]
