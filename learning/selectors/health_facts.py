"""The numbers of a quiz counted from the facts: what `QuizHealth` keeps, as JSON. The cost grows with the attempts, so
only the task, the command and whoever asks for a count anew come here."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from statistics import median
from typing import Any

from django.utils import translation
from django.utils.html import strip_tags
from django.utils.text import Truncator

from learning.models import Regrading
from learning.selectors.health_attempts import Answered, Names, Taken, is_graded, key_of, taken_attempts
from learning.selectors.health_keys import carried_out, counting
from quizzes.carrying import offers_marked_by
from quizzes.definitions import QuestionDefinition
from quizzes.frozen import digest_of
from quizzes.grading import waits_for_people
from quizzes.item_analysis import analyse_questions, analyse_quiz
from quizzes.models import QuizPage, QuizVersion
from quizzes.question_types import get as question_type

# An answer in somebody's own words is shown once so many learners gave it.
MANY = 3
SHOWN_ANSWERS = 5
SHOWN_PROMPT = 300
# So many known times make a median.
TIMED = 5


def tally(quiz_key: str) -> dict[str, Any]:
    """{"asked": …, "first": …, "best": …, "all": …}; floats to six places, so that every database keeps them alike."""
    versions = {version.pk: version for version in QuizVersion.objects.filter(quiz_key=quiz_key).order_by("created_at")}
    names = Names()
    taken = list(taken_attempts(quiz_key, versions))
    known = oldest_first(taken, versions)
    asked = {names(version.pk, one): one for version in known for one in version.read().questions}
    public = public_editions(quiz_key)
    scopes = {scope: counted(pick(taken), known, asked, names, public) for scope, pick in SCOPES.items()}
    return rounded({"attempts": len(taken), "asked": descriptions(known, names, carried_out(quiz_key)), **scopes})


def oldest_first(taken: list[Taken], versions: dict[int, QuizVersion]) -> list[QuizVersion]:
    """The versions with attempts. One that only came of questions switched under way was never public: it is older than
    any other, whenever it was made."""
    begun = {attempt.version for attempt in taken if not attempt.is_switched}
    met = {attempt.version for attempt in taken}
    return sorted((versions[pk] for pk in met), key=lambda version: (version.pk in begun, version.created_at))


def public_editions(quiz_key: str) -> set[str]:
    """Ids of the editions that are asked now, in every language."""
    pages = QuizPage.objects.filter(translation_key=quiz_key).select_related("locale")
    definitions = [page.definition() for page in pages]
    return {edition_id(one.locale, [key_of(question) for question in one.questions]) for one in definitions}


def edition_id(locale: str, asked: Iterable[str]) -> str:
    return digest_of({"locale": locale, "asked": sorted(asked)})[:16]


def descriptions(versions: list[QuizVersion], names: Names, regrades: list[Regrading]) -> dict[str, Any]:
    """In the language of each version; of one wording under two labels the newer."""
    found = {}
    for version in versions:
        with translation.override(version.locale):
            for question in version.read().questions:
                found[names(version.pk, question)] = described(question, counting(question, version, regrades))
    return found


def described(question: QuestionDefinition, key: QuestionDefinition) -> dict[str, Any]:
    """What a reader of the numbers has to know of the question, also after it was changed or removed. What its choices
    earn is by the `key` that counts now, as the marks are."""
    kind = question_type(question.type)
    guess = kind.guess_score(question)
    return {
        "id": question.id,
        "label": question.label,
        "prompt": Truncator(" ".join(strip_tags(question.prompt).split())).chars(SHOWN_PROMPT),
        "type": question.type,
        "by_people": waits_for_people(question),
        "guess": None if guess is None else float(guess),
        "offers": [asdict(offer) for offer in offers_marked_by(question, key)],
    }


# --- which attempts ---------------------------------------------------------------------------------


def first_of_each(taken: Iterable[Taken]) -> list[Taken]:
    """By enrolment: a second time through the course is a first attempt again."""
    return one_of_each(taken, lambda new, old: new.submitted_at < old.submitted_at)


def best_of_each(taken: Iterable[Taken]) -> list[Taken]:
    return one_of_each(taken, lambda new, old: new.fraction > old.fraction)


def one_of_each(taken: Iterable[Taken], wins: Callable[[Taken, Taken], bool]) -> list[Taken]:
    found: dict[int, Taken] = {}
    for attempt in taken:
        other = found.get(attempt.enrolment)
        if other is None or wins(attempt, other):
            found[attempt.enrolment] = attempt
    return list(found.values())


SCOPES: dict[str, Callable[[Sequence[Taken]], list[Taken]]] = {
    "first": first_of_each,
    "best": best_of_each,
    "all": list,
}


# --- the numbers ------------------------------------------------------------------------------------


def counted(
    taken: list[Taken],
    versions: list[QuizVersion],
    asked: dict[str, QuestionDefinition],
    names: Names,
    public: set[str],
) -> dict[str, Any]:
    numbers = {name: asdict(found) for name, found in analyse_questions(one.marks for one in taken).items()}
    by_question: dict[str, list[tuple[int, Answered]]] = defaultdict(list)
    for attempt in taken:
        for answer in attempt.answers:
            by_question[answer.question].append((attempt.enrolment, answer))
    return {
        "editions": editions(taken, versions, names, public),
        "questions": {
            name: {"attempts": 0} | numbers.get(name, {}) | chosen(question, by_question[name])
            for name, question in asked.items()
            if name in numbers or by_question[name]
        },
    }


def editions(taken: list[Taken], versions: list[QuizVersion], names: Names, public: set[str]) -> list[dict[str, Any]]:
    """Versions that ask, offer and count the same are one edition. What is public comes first, and then the newest."""
    found: dict[str, dict[str, Any]] = {}
    members: dict[str, set[int]] = defaultdict(set)
    for version in versions:
        asked = [names(version.pk, question) for question in version.read().questions]
        key = edition_id(version.locale, asked)
        since = version.created_at.isoformat()
        since = min(since, found.pop(key, {}).get("since", since))
        found[key] = {"id": key, "locale": version.locale, "since": since, "questions": asked}
        members[key].add(version.pk)
    newest_first = list(found.values())[::-1]
    return [
        edition | quiz_numbers([one for one in taken if one.version in members[edition["id"]]])
        for edition in sorted(newest_first, key=lambda edition: edition["id"] not in public)
    ]


def quiz_numbers(taken: list[Taken]) -> dict[str, Any]:
    numbers = analyse_quiz([one.marks for one in taken])
    return {
        "attempts": len(taken),
        "seconds": median(one.seconds for one in taken) if taken else None,
        "quiz": asdict(numbers) if numbers else None,
    }


def chosen(question: QuestionDefinition, answers: list[tuple[int, Answered]]) -> dict[str, Any]:
    """`told`: attempts whose answer can still be read; `picked`: offer id -> how many chose it; `words`: the most
    frequent answers where there is nothing to choose from."""
    kind = question_type(question.type)
    given = [(who, one) for who, one in answers if one.answer is not None]
    gaps = [one.gap for _, one in given if one.gap is not None]
    picked = Counter(id for _, one in given for id in kind.picked(question, one.answer))
    return {
        "told": len(answers),
        "blank": len(answers) - len(given),
        "picked": {offer.id: picked[offer.id] for offer in kind.offers(question)},
        "words": frequent(given) if is_graded(question) and not kind.offers(question) else [],
        "timed": len(gaps),
        "seconds": median(gaps) if len(gaps) >= TIMED else None,
    }


def frequent(given: list[tuple[int, Answered]]) -> list[dict[str, Any]]:
    """In no more than five lines, each what three learners or more answered; case and spaces aside."""
    found: dict[str, list[tuple[int, Answered]]] = defaultdict(list)
    for who, one in given:
        found[" ".join(one.summary.casefold().split())].append((who, one))
    common = [rows for rows in found.values() if len({who for who, _ in rows}) >= MANY]
    common.sort(key=lambda rows: (-len(rows), rows[0][1].summary))
    return [
        {"text": rows[0][1].summary, "earns": rows[0][1].earns, "count": len(rows)} for rows in common[:SHOWN_ANSWERS]
    ]


def rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 6)
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    return [rounded(item) for item in value] if isinstance(value, list | tuple) else value
