"""Hypothesis strategies for whole questions of every type, as an editor or an import could make them."""

from decimal import Decimal

from hypothesis import strategies as st

from quizzes import question_types
from quizzes.definitions import Body, QuestionDefinition
from quizzes.formats.gift.texts import FormattedText, to_html
from quizzes.question_types.choices import Choice
from quizzes.question_types.matching import Distractor, MatchingBody, Pair
from quizzes.question_types.multiple_choice import MultipleChoiceBody
from quizzes.question_types.numeric import AcceptedNumber, NumericBody
from quizzes.question_types.ordering import Item, OrderingBody
from quizzes.question_types.reflection import ReflectionBody
from quizzes.question_types.short_answer import AcceptedText, ShortAnswerBody
from quizzes.question_types.single_choice import SingleChoiceBody
from quizzes.question_types.true_false import TrueFalseBody

ids = st.uuids().map(str)
# Signs of GIFT, of HTML and XML, of spreadsheets and of our comments, beside letters of all kinds.
SIGNS = ["\\", ":", "#", "=", "{", "}", "~", "\\n", "->", "%50%", "[html]", "[tag:", "]", "//", "$CATEGORY:", "*"]
SIGNS += ["<b>", "</p>", "&lt;", "&", "<![CDATA[", "]]>", "&nbsp;", "&amp;lt;", "--", '"', "@@PLUGINFILE@@/", "####"]
SIGNS += ["+", "-", "@", "'", ";", ",", "|", "→", "=>", "_x000D_", "_x0041_x0042_", "1/2", "50%", "так", "ні", "\ufeff"]
SIGNS += ["::", "\u200b", "＝", "source ", "T", "1", "0", " ", "–", "’", "ї", "a"]
pieces = st.sampled_from(SIGNS) | st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=3)
lines = st.lists(pieces, min_size=1, max_size=12).map(lambda parts: " ".join("".join(parts).split()))
line = lines.filter(bool)
text = st.lists(lines, max_size=3).map(lambda some: "\n".join(filter(None, some)))
html = st.one_of(
    text.map(lambda plain: to_html(FormattedText(plain, "plain"))),
    st.lists(line | st.sampled_from(["<b>", "</b>", "<ul><li>", "</ul>", "<p>", "<br>", "\n", "\n\n"]), max_size=6).map(
        lambda parts: to_html(FormattedText("".join(parts), "html"))
    ),
)
fractions = st.integers(-(10**7), 10**7).map(lambda number: Decimal(number) / 10**7) | st.just(Decimal("0.01"))
shares = fractions.map(abs)
numbers = st.decimals(-(10**9), 10**9, places=4) | st.decimals(0, 10**20 - 1, places=10)
labels = st.lists(line, unique=True, max_size=3).map(tuple)
third = Decimal("0.3333333")


def choice(fraction: st.SearchStrategy) -> st.SearchStrategy:
    return st.builds(Choice, id=ids, text=line, fraction=fraction, feedback=text)


def accepted_text(fraction: st.SearchStrategy) -> st.SearchStrategy:
    return st.builds(AcceptedText, id=ids, text=line, fraction=fraction, feedback=text)


def accepted_number(fraction: st.SearchStrategy) -> st.SearchStrategy:
    return st.builds(
        AcceptedNumber, id=ids, value=numbers, tolerance=st.decimals(0, 99, places=3), fraction=fraction, feedback=text
    )


def some(first: st.SearchStrategy, others: st.SearchStrategy, least: int = 0) -> st.SearchStrategy:
    """One that earns the whole mark, and others."""
    return st.tuples(first, st.lists(others, min_size=least, max_size=4)).map(lambda both: (both[0], *both[1]))


def tuples(one: st.SearchStrategy, least: int) -> st.SearchStrategy:
    return st.lists(one, min_size=least, max_size=5).map(tuple)


def usual_choices() -> st.SearchStrategy:
    """Three right ones with the weights an editor's ticks give, and any number of wrong ones."""
    wrong = st.lists(choice(st.just(-third)), max_size=3)
    return st.tuples(*[choice(st.just(third))] * 3, wrong).map(lambda parts: (*parts[:3], *parts[3]))


whole = st.just(Decimal(1))
BODIES: dict[str, st.SearchStrategy[Body]] = {
    "single_choice": st.builds(SingleChoiceBody, choices=some(choice(whole), choice(fractions), 1)),
    "multiple_choice": st.builds(
        MultipleChoiceBody,
        choices=some(choice(whole), choice(shares.map(lambda share: -share)), 1) | usual_choices(),
        all_or_nothing=st.booleans(),
    ),
    "true_false": st.builds(TrueFalseBody, is_true=st.booleans(), feedback_true=text, feedback_false=text),
    "matching": st.builds(
        MatchingBody,
        pairs=tuples(st.builds(Pair, id=ids, left=line, right=line), 2),
        distractors=tuples(st.builds(Distractor, id=ids, text=line), 0),
    ),
    "ordering": st.builds(OrderingBody, items=tuples(st.builds(Item, id=ids, text=line), 2)),
    "short_answer": st.builds(
        ShortAnswerBody, accepted=some(accepted_text(whole), accepted_text(shares)), case_sensitive=st.booleans()
    ),
    "numeric": st.builds(NumericBody, accepted=some(accepted_number(whole), accepted_number(shares)), unit=lines),
    "reflection": st.builds(ReflectionBody, model_answer=text, advice=lines),
}


@st.composite
def questions(draw: st.DrawFn, type: str) -> QuestionDefinition:
    mark = st.decimals("0.01", 100, places=2)
    if question_types.get(type).is_marked_by_people:
        mark |= st.just(Decimal(0))
    return QuestionDefinition(
        id=draw(ids), type=type, title=draw(lines), prompt=draw(html.filter(bool)), max_mark=draw(mark),
        hint=draw(text), feedback=draw(html), source=draw(lines), body=draw(BODIES[type]),
    )  # fmt: skip


def is_sound(question: QuestionDefinition) -> bool:
    return not question_types.get(question.type).problems(question)
