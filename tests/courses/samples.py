"""Content for tests: raw blocks of a lesson, and the files of a course folder."""

import uuid
from typing import Any

COURSE = """---
id: demo
title: Demo course
summary: What it is about.
audience: both
hours: 2
ects: 0.1
language: uk
outcomes:
  - decide
---

Welcome to **all**.
"""

LESSON = """---
id: L1
title: "The council: how it works"
goal: Understand the council.
outcomes:
  - count the votes
audience: residents
minutes: 30
requirement: one-of:way
quiz:
  title: "Quiz: the council"
  pass_mark: 60
  attempts: 3
sources:
  - act: 280/97-ВР
    title: On local self-government
    date: 1997-05-21
    url: https://zakon.rada.gov.ua/laws/show/280/97-вр
    articles: 2, 4–6
---

## Who decides

::: case A situation
Nina asks **who** decides.
:::

The council does. See [the law](https://zakon.rada.gov.ua).

Table: Who does what
| Body | Role |
|---|---|
| Council | decides |
| Committee | **carries out** |

::: check
Who approves the budget? {
~The head#No, he signs it.
=The council#Right, that is its own task.
####Law No. 280, article 26.
}
:::

## In short

- One line.

::: exercise Exercise, 15 min
Draw a map.
:::
"""

QUIZ = """// id Q1; type single; source article 59
::Q1::How many votes are needed? {
~All
=More than half#Right.
}
"""


def block(type: str, value: Any) -> dict[str, Any]:
    return {"type": type, "id": str(uuid.uuid4()), "value": value}


def choices(*texts: str, right: int = 0) -> list[dict[str, Any]]:
    return [
        {
            "type": "item",
            "id": str(uuid.uuid4()),
            "value": {"text": text, "right": place == right, "weight": None, "feedback": f"Because {text}"},
        }
        for place, text in enumerate(texts)
    ]


def question(prompt: str = "Who decides?") -> dict[str, Any]:
    value = {
        "title": "",
        "prompt": f"<p>{prompt}</p>",
        "hint": "",
        "feedback": "<p>The law says so.</p>",
        "source": "article 59",
        "max_mark": "1",
        "choices": choices("The council", "The head"),
    }
    return block("single_choice", value)


def section(title: str, *content: dict[str, Any]) -> dict[str, Any]:
    return block("section", {"title": title, "content": list(content) or [block("text", "<p>Text.</p>")]})


def quiz_questions() -> list[dict[str, Any]]:
    return [question("First?"), question("Second?")]


# --- the same folder in English: the words differ, the parts do not ---------------------------------

ENGLISH_COURSE = """---
id: demo
slug: demo-in-english
title: Demo course in English
summary: What it is about, in English.
outcomes:
  - decide in English
---

Welcome in **English**.
"""

ENGLISH_LESSON = """---
id: L1
title: The council in English
goal: Understand the council in English.
outcomes:
  - count the votes in English
quiz:
  title: Quiz in English
sources:
  - act: 280/97-ВР
    title: On local self-government, in English
---

## Who decides in English

::: case A situation
Nina asks in English.
:::

The council does, in English.

Table: Who does what in English
| Body | Role |
|---|---|
| Council | decides |
| Committee | carries out |

::: check
Who approves the budget in English? {
~The head in English#No.
=The council in English#Right.
####Law No. 280.
}
:::

## In short in English

- One line.

::: exercise Exercise, 15 min
Draw a map in English.
:::
"""

ENGLISH_QUIZ = """// id Q1; type single; source article 59
::Q1::How many votes in English? {
~All of them in English
=More than half in English#Right.
}
"""
