"""Words in their forms, without a database: what is compared, what is asked for, what is marked, what is suggested."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.search import Vocabulary, ask, excerpt, highlight
from courses.search.lemmas import lemmatised
from courses.search.spelling import slips
from courses.search.words import words_of


def finds(question: str, text: str) -> bool:
    asked = ask(question)
    return len(asked.held_by(text)) == len(asked.words) > 0


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("пароль", "Змініть паролі."),
        ("паролі", "Пароль має бути довгим."),
        ("громадські слухання", "Порядок громадських слухань"),
        ("людина", "Люди приходять, людей багато."),
        ("рада", "рішення сільської ради"),
        ("ради", "Рада ухвалює рішення."),
        ("СІВЕРСЬК", "у Сіверську"),
        ("їжаки", "п’ять їжаків"),
    ],
)
def test_a_word_is_found_in_all_its_forms(question, text):
    assert finds(question, text)


@pytest.mark.parametrize("apostrophe", "'’ʼ`‘")
def test_whatever_apostrophe_a_keyboard_has(apostrophe):
    assert finds(f"здоров{apostrophe}я", "охорона здоров’я")
    assert finds("здоров'я", f"про здоров{apostrophe}ям")


def test_a_forgotten_apostrophe_is_forgiven():
    assert finds("здоровя", "охорона здоров’я")


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("грунт", "ґрунти громади"),
        ("ґрунт", "якість грунту"),
        ("мiсцева", "місцевого"),  # a Latin i
        ("громада", "грома́ди"),  # a stress mark
        ("петиція", "пети\u00adції"),  # a soft hyphen
    ],
)
def test_what_the_eye_does_not_see_does_not_matter(question, text):
    assert finds(question, text)


def test_parts_of_a_word_with_a_hyphen_are_found_alone_and_together():
    assert finds("петиція", "Е-петиції в громаді")
    assert finds("е-петиція", "кілька е-петицій")
    assert not finds("е-петиція", "кілька петицій")


def test_the_number_of_an_act_is_found_as_it_is_written():
    assert finds("280/97-вр", "Закон № 280/97-ВР, ст. 6")
    assert finds("280/97-ВР", "Закон № 280/97\u2060-\u2060ВР")
    assert not finds("280/97-ВР", "Закон № 1700-VII")


def test_words_of_other_languages_are_found_as_they_are():
    assert finds("GDPR", "правила gdpr")
    assert finds("budget", "The Budget of a community")
    assert not finds("budget", "budgets")


def test_who_writes_a_word_as_dictionaries_do_means_that_word():
    assert ask("рада").lemmas == (("рада",),)
    assert set(ask("ради").lemmas[0]) == {"рада", "рад"}


def test_small_words_are_neither_asked_for_nor_indexed():
    assert ask("що таке громада і як у ній").words == ("громада", "ній")
    assert not ask("що це таке")
    assert lemmatised("Про те, що і як") == ""


def test_a_question_is_cut_to_what_can_be_answered():
    asked = ask("слово" * 5000)
    assert len(asked.text) == 100
    assert len(ask(" ".join(f"слово{n}" for n in range(50))).words) == 8


def test_the_readings_of_a_question_are_few():
    asked = ask("ради року права мати голів влади тому люди")
    assert 1 < len(list(asked.readings())) <= 16


@given(st.text(max_size=300))
def test_nothing_that_can_be_typed_breaks_a_question(text):
    asked = ask(text)
    assert all(words and all(name.isalnum() for name in words) for words in asked.lemmas)
    assert bool(asked) == bool(asked.words)
    highlight(text, asked)


@given(st.text(alphabet="аб'’ʼ-і i\u0301\u00adґг5/", max_size=40))
def test_a_text_is_found_by_its_own_words(text):
    asked = ask(text)
    assert asked.held_by(text) == set(range(len(asked.words)))


def test_what_was_found_is_marked_in_whatever_form_and_all_is_escaped():
    html = highlight("<b>Паролі</b> & «пароль»", ask("пароль"))
    assert html == "&lt;b&gt;<mark>Паролі</mark>&lt;/b&gt; &amp; «<mark>пароль</mark>»"


def test_neighbouring_words_are_marked_as_one():
    assert highlight("№ 280/97-ВР", ask("280/97-вр")) == "№ <mark>280/97-ВР</mark>"
    assert highlight("на громадських слуханнях", ask("громадські слухання")).count("<mark>") == 1


def test_an_excerpt_shows_the_paragraph_with_most_of_the_words():
    texts = ["Про бюджет.", "Про бюджет участі.", "Про участь."]
    assert excerpt(texts, ask("бюджет участі")) == "Про <mark>бюджет участі</mark>."


def test_an_excerpt_is_cut_between_words():
    text = "слово " * 100 + "пароль" + " слово" * 100
    html = excerpt([text], ask("паролі"))
    assert html.startswith("… слово")
    assert html.endswith("слово …")
    assert "<mark>пароль</mark>" in html
    assert len(html) < 260


def test_one_endless_word_is_cut_too():
    assert len(excerpt(["а" * 5000 + " пароль"], ask("пароль"))) < 300
    assert len(excerpt(["пароль" + "а" * 5000], ask("пароль"))) < 300


def test_without_the_words_an_excerpt_is_the_beginning():
    assert excerpt(["Початок.", "Далі."], ask("пароль")) == "Початок."
    assert excerpt([], ask("пароль")) == ""


VOCABULARY = Vocabulary(["Громадські слухання в громаді. Паролі й петиції.", "Бюджет участі, бюджет громади."])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("слуханя", "слухання"),
        ("хромада", "громади"),
        ("бюджте", "бюджет"),
        ("бюджит участі", "бюджет участі"),
        ("Громадські слуханя", "Громадські слухання"),
        ("паролів", ""),  # a form of a word that is known
        ("слухання", ""),
        ("трактор", ""),
        ("лпдж", ""),
        (",.l;tn exfcns", "бюджет участі"),  # typed on an English keyboard
    ],
)
def test_a_slip_is_put_right_where_the_texts_have_such_a_word(typed, meant):
    assert VOCABULARY.correct(ask(typed)) == meant


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("рада", "рада", 0), ("рада", "ради", 1), ("рада", "арда", 1), ("рада", "рда", 1), ("рада", "вода", 2)],
)
def test_slips_are_counted(one, other, expected):
    assert slips(one, other, 2) == slips(other, one, 2) == expected


def test_the_words_of_a_text_keep_their_order():
    assert words_of("П’ять слів, е-рада: 280/97-ВР!") == ["п'ять", "слів", "е", "рада", "280", "97", "вр"]
