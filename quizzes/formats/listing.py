"""What was read from a file as one JSON document, for other programs. Its keys are documented in docs/spreadsheet.md.

Numbers are JSON numbers here, for whoever reads it; nothing reads it back.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from quizzes.definitions import Body
from quizzes.frozen import decimal_text, to_json

from .results import ImportedQuestion, ImportResult


def listing(result: ImportResult) -> dict[str, Any]:
    return {
        "questions": [listed_question(question) for question in result.questions],
        "problems": [
            {
                "line": problem.line,
                "message": problem.message,
                "is_notice": problem.is_notice,
                "title": problem.title,
            }
            for problem in result.problems
        ],
    }


def listed_question(question: ImportedQuestion) -> dict[str, Any]:
    definition = question.definition
    describe = _DESCRIBE.get(definition.type, to_json)
    return {
        "id": definition.id,
        "type": definition.type,
        "title": definition.title,
        "prompt": definition.prompt,
        "max_mark": plain(definition.max_mark),
        "hint": definition.hint,
        "feedback": definition.feedback,
        "source": definition.source,
        "tags": list(question.tags),
        "category": question.category,
        "line": question.line,
        "choices": [],
        **describe(definition.body),
    }


def plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def choice(text: str, fraction: Any, feedback: str, **more: Any) -> dict[str, Any]:
    return {"text": text, "fraction": plain(Decimal(fraction)), "feedback": feedback, **more}


def choices(body: Any) -> list[dict[str, Any]]:
    return [choice(one.text, one.fraction, one.feedback) for one in body.choices]


def multiple_choice(body: Any) -> dict[str, Any]:
    return {"choices": choices(body), "all_or_nothing": body.all_or_nothing}


def true_false(body: Any) -> dict[str, Any]:
    true = choice("true", body.is_true, body.feedback_true)
    return {"choices": [true, choice("false", not body.is_true, body.feedback_false)], "is_true": body.is_true}


def matching(body: Any) -> dict[str, Any]:
    pairs = [{"left": pair.left, "right": pair.right} for pair in body.pairs]
    return {"pairs": pairs, "distractors": [item.text for item in body.distractors]}


def short_answer(body: Any) -> dict[str, Any]:
    accepted = [choice(one.text, one.fraction, one.feedback) for one in body.accepted]
    return {"choices": accepted, "case_sensitive": body.case_sensitive}


def numeric(body: Any) -> dict[str, Any]:
    accepted = [
        choice(decimal_text(one.value), one.fraction, one.feedback, tolerance=plain(one.tolerance))
        for one in body.accepted
    ]
    return {"choices": accepted, "unit": body.unit}


_DESCRIBE: dict[str, Callable[[Body], dict[str, Any]]] = {
    "single_choice": lambda body: {"choices": choices(body)},
    "multiple_choice": multiple_choice,
    "true_false": true_false,
    "matching": matching,
    "ordering": lambda body: {"steps": [item.text for item in body.items]},
    "short_answer": short_answer,
    "numeric": numeric,
    "reflection": lambda body: {"model_answer": body.model_answer, "advice": body.advice},
}
