"""The words of the sheet: headings, types of question, yes and no.

They are a file format, in both languages at once, and no catalogue of translations: a sheet that was filled in years
ago must still be read when a translation was bettered. Capital letters, spaces and look-alike letters never matter.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language

from quizzes.answer_text import fold


@dataclass(frozen=True, slots=True)
class Word:
    """One thing in both languages; `also` are other words people use for it. `width` is that of a column."""

    uk: str
    en: str
    also: tuple[str, ...] = ()
    width: int = 18

    def __str__(self) -> str:
        return self.uk if language() == "uk" else self.en

    @property
    def spellings(self) -> frozenset[str]:
        return frozenset(map(fold, (self.uk, self.en, *self.also)))


def language() -> str:
    return "uk" if (get_language() or "uk").startswith("uk") else "en"


# In the order a trainer fills them in; the answers stand after the question.
TYPE = Word("Тип", "Type", ("Тип питання", "Question type"), 20)
PROMPT = Word("Питання", "Question", ("Запитання", "Текст питання", "Question text", "Prompt"), 48)
BEFORE_ANSWERS = {"type": TYPE, "prompt": PROMPT}
AFTER_ANSWERS = {
    "details": Word("Уточнення", "Details", (), 24),
    "max_mark": Word("Бали", "Mark", ("Бал", "Marks", "Points"), 8),
    "hint": Word("Підказка", "Hint", (), 30),
    "feedback": Word("Пояснення", "Explanation", ("Feedback", "General feedback", "Загальний відгук"), 40),
    "source": Word("Джерело", "Source", (), 30),
    "tags": Word("Мітки", "Tags", ("Теги", "Tag", "Мітка"), 20),
    "category": Word("Категорія", "Category", ("Тема", "Topic"), 24),
    "title": Word("Коротка назва", "Short name", ("Назва", "Title", "Name"), 18),
    "id": Word("ID", "ID", ("Ідентифікатор",), 14),
    "answer_ids": Word("ID відповідей", "Answer IDs", (), 14),
}
COLUMNS = {**BEFORE_ANSWERS, **AFTER_ANSWERS}
# Each with the number of the answer behind it.
ANSWER_PARTS = {
    "text": Word("Відповідь", "Answer", ("Варіант", "Варіант відповіді", "Choice", "Option"), 28),
    "weight": Word("Правильна", "Right", ("Вага", "Вага, %", "%", "Weight", "Weight, %", "Earns, %", "Fraction"), 12),
    "comment": Word("Коментар", "Comment", ("Пояснення до відповіді", "Відгук", "Пояснення", "Feedback"), 28),
}
TYPES = {
    "single_choice": Word(
        "Вибір одного", "Single choice", ("single", "single_choice", "Одиночний вибір", "multichoice")
    ),
    "multiple_choice": Word(
        "Вибір кількох", "Multiple choice", ("multiple", "multiple_choice", "Множинний вибір", "Multiple answers")
    ),
    "true_false": Word("Правда чи ні", "True or false", ("truefalse", "true_false", "true/false", "Так чи ні")),
    "matching": Word("Відповідність", "Matching", ("match", "Відповідності", "Пари")),
    "ordering": Word("Послідовність", "Ordering", ("order", "Порядок", "Впорядкування")),
    "short_answer": Word("Коротка відповідь", "Short answer", ("short", "short_answer", "shortanswer")),
    "numeric": Word("Число", "Number", ("numeric", "numerical", "Числова відповідь")),
    "reflection": Word("Роздум", "Reflection", ("essay", "Есе", "Відкрите питання")),
}
YES = Word("так", "yes", ("+", "x", "v", "✓", "✔", "☑", "1", "y", "т", "правильна", "правильно", "right", "correct"))
NO = Word("ні", "no", ("-", "0", "n", "неправильна", "неправильно", "wrong"))
TRUE = Word("правда", "true", ("так", "yes", "t", "+", "1", "вірно", "правильно", "істина", "y"))
FALSE = Word("неправда", "false", ("ні", "no", "f", "-", "0", "невірно", "неправильно", "хиба", "n"))
ALL_OR_NOTHING = Word("усе або нічого", "all or nothing", ("все або нічого",))
CASE_SENSITIVE = Word(
    "великі літери важливі", "capital letters matter", ("case sensitive", "Великі й малі літери мають значення")
)


def named(text: str, words: dict[str, Word]) -> str | None:
    """The key of the word that is spelled so."""
    spelled = fold(text)
    return next((key for key, word in words.items() if spelled in word.spellings), None)


def means(text: str, word: Word) -> bool:
    return fold(text) in word.spellings


def of_answer(part: str, number: int) -> str:
    """The heading of a part of an answer: “Right 2”."""
    return f"{ANSWER_PARTS[part]} {number}"


def listed(words: Iterable[object]) -> str:
    return ", ".join(f"«{word}»" if language() == "uk" else f"“{word}”" for word in words)
