"""Bounds for hostile files. Effort is tags, answers and two characters of Markdown: some 30 microseconds each."""

MOST_QUESTIONS = 2_000
MOST_PROBLEMS = 500
MOST_EFFORT = 60_000
LONGEST_QUESTION = 50_000
MOST_TAGS_IN_QUESTION = 2_000
MOST_ANSWERS = 100
LONGEST_TITLE = 255
