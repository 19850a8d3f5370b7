"""Can the course be completed? A proof on its outline and its quizzes, and every reason why not. Pure.

A learner who knows everything does whatever is open, again and again, until nothing new opens; with time on their side,
and every other course done. What such a learner never reaches, nobody reaches. Each fault names the page that mends it.
"""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from courses.outline import Activity, Outline
from courses.outline_rules import Rule
from courses.unlocking import Standing, alternatives, groups_of, locks, needed_before, way_key
from quizzes.definitions import QuizDefinition
from quizzes.proof import best_fraction, quiz_faults
from quizzes.publishing import Fault

# A condition that is met later than this is a slip of the pen: 2062 for 2026.
LONGEST_WAIT = timedelta(days=3653)
END_OF_TIME = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What is proved: an outline, its quizzes by key as far as they are looked into, and which courses ask for which
    (course key -> keys of those required before)."""

    outline: Outline
    now: datetime
    quizzes: Mapping[str, QuizDefinition] = field(default_factory=dict)
    required: Mapping[str, frozenset[str]] = field(default_factory=dict)


def course_faults(course: Course) -> tuple[Fault, ...]:
    """All of them; none is the proof."""
    activities = course.outline.activities
    if not activities:
        return ()
    rules = [fault for item in activities for fault in rule_faults(course, item)]
    own_dates = [fault for item in activities for fault in own_date_faults(course, item)]
    found = [*before_faults(course), *rules, *own_dates, *quizzes_faults(course)]
    found += cycle_faults(course)
    found += group_faults(course)
    found += [*empty_rule_faults(course), *grade_faults(course)]
    return tuple(found or never_reached(course))


# --- what the perfect learner reaches -----------------------------------------------------------


def best_of(course: Course, activity: Activity) -> Decimal | None:
    """The best grade of a quiz; of one nobody looked into, all of it."""
    if activity.kind != "quiz":
        return None
    definition = course.quizzes.get(activity.key)
    return best_fraction(definition) if definition else Decimal(1)


def reached(course: Course) -> frozenset[str]:
    outline = course.outline
    best = {item.key: best_of(course, item) for item in outline.quizzes}
    others = frozenset(item.key for item in outline.courses_before)
    done: frozenset[str] = frozenset()
    while True:
        fractions = {key: best[key] for key in done if key in best}
        locked = locks(outline, Standing(done=done, fractions=fractions, courses=others), END_OF_TIME)
        free = [item for item in outline.activities if item.key not in locked and not is_closed(item, course.now)]
        opened = {item.key for item in free if can_be_done(item, best)}
        if opened <= done:
            return done
        done |= opened


def can_be_done(activity: Activity, best: Mapping[str, Decimal]) -> bool:
    return bool(activity.sections) if activity.kind == "lesson" else best[activity.key] >= activity.pass_mark


def is_closed(activity: Activity, now: datetime) -> bool:
    """Whether nobody can begin it any more."""
    return activity.closes_at is not None and activity.closes_at <= now


def never_reached(course: Course) -> Iterator[Fault]:
    """Should nothing else explain it. What may be left out may be closed."""
    done = reached(course)
    for item in course.outline.activities:
        if item.key not in done and not (is_closed(item, course.now) and item.requirement != "required"):
            yield fault("unreachable", item, _("Nobody can ever complete “%s”.") % item.title)


# --- conditions ---------------------------------------------------------------------------------


def rule_faults(course: Course, activity: Activity) -> Iterator[Fault]:
    for row, rule in enumerate(activity.rules):
        if found := rule_fault(course, activity, rule):
            kind, name, words = found
            yield fault(kind, activity, words, field=name, row=row)


def rule_fault(course: Course, activity: Activity, rule: Rule) -> tuple[str, str, str] | None:
    """(kind, field, sentence)."""
    if rule.opens_at:
        return date_fault(course, activity, rule.opens_at)
    if not rule.key:
        return "deleted", "activity", _("“%s” waits for something that was deleted.") % activity.title
    first = course.outline.find(rule.key)
    titles = {"title": activity.title, "first": first.title if first else rule.title}
    if first is None:
        words = _("“%(title)s” waits for “%(first)s”, which is not public in this course.")
        return "unpublished", "activity", words % titles
    if not counts_for(first, activity):
        words = _("“%(title)s” waits for “%(first)s”, which learners of this course may leave out.")
        return "optional", "activity", words % titles
    best = best_of(course, first)
    if rule.least is not None and (best is None or best < rule.least):
        words = _("“%(title)s” asks for a grade of “%(first)s” that nobody can reach.")
        return "grade", "percent", words % titles
    return None


def date_fault(course: Course, activity: Activity, opens_at: datetime) -> tuple[str, str, str] | None:
    if activity.expires_at and opens_at >= activity.expires_at:
        return "date", "opens_at", _("“%s” opens only after it is taken down.") % activity.title
    if activity.closes_at and opens_at >= activity.closes_at:
        return "date", "opens_at", _("“%s” opens only after it is closed.") % activity.title
    for quiz in course.outline.quizzes_of(activity.key) if activity.kind == "lesson" else ():
        if quiz.requirement == "required" and not quiz.test_out and quiz.closes_at and opens_at >= quiz.closes_at:
            titles = {"title": activity.title, "quiz": quiz.title}
            return "date", "opens_at", _("“%(title)s” opens only after its quiz “%(quiz)s” is closed.") % titles
    if opens_at > course.now + LONGEST_WAIT:
        return "date", "opens_at", _("“%s” opens in more than ten years.") % activity.title
    return None


def own_date_faults(course: Course, activity: Activity) -> Iterator[Fault]:
    """Of a quiz that everybody has to pass: what is one of several ways may be closed."""
    if activity.opens_at and activity.opens_at > course.now + LONGEST_WAIT:
        yield fault("date", activity, _("“%s” opens in more than ten years.") % activity.title, field="opens_at")
    if activity.requirement == "required" and is_closed(activity, course.now):
        yield fault("closed", activity, _("“%s” is closed: nobody can begin it.") % activity.title, field="closes_at")


def counts_for(first: Activity, activity: Activity) -> bool:
    """Whether everybody who is asked to do `activity` is asked to do `first`."""
    if first.requirement == "required" or activity.requirement == "optional":
        return True
    return first.requirement == activity.requirement == "one_of" and way_key(first) == way_key(activity)


# --- cycles -------------------------------------------------------------------------------------


def cycle_faults(course: Course) -> Iterator[Fault]:
    """Of things that wait for each other each that has a condition: the order of a course is not to blame for it."""
    edges = {item.key: waits_for(course.outline, item) for item in course.outline.activities}
    for item in course.outline.activities:
        held = {item.key, *(quiz.key for quiz in course.outline.quizzes_of(item.key))}
        for row, rule in enumerate(item.rules):
            if rule.key and (way := way_between(edges, rule.key, held)):
                words = cycle_words(course.outline, [item.key, *way, *([item.key] if way[-1] != item.key else [])])
                yield fault("cycle", item, words, field="activity", row=row)


def cycle_words(outline: Outline, keys: list[str]) -> str:
    titles = " → ".join(f"“{outline.activity(key).title}”" for key in keys)
    return _("These wait for each other, so none of them ever opens: %s.") % titles


def waits_for(outline: Outline, activity: Activity) -> list[str]:
    """The activities without which this one does not open."""
    lesson = outline.find(activity.lesson_key) if activity.lesson_key else None
    rules = (*activity.rules, *(lesson.rules if lesson else ()))
    needed = [rule.key for rule in rules if rule.key and outline.find(rule.key)]
    turns = needed_before(outline, activity) if outline.in_turn else ()
    return [*needed, *(item.key for ways in turns if len(ways) == 1 for item in ways[0])]


def way_between(edges: Mapping[str, list[str]], start: str, goals: Set[str]) -> list[str]:
    """The keys from start to one of the goals along what waits for what, both included; none where there is no way."""
    queue, seen = [[start]], {start}
    while queue:
        way = queue.pop(0)
        if way[-1] in goals:
            return way
        for key in edges.get(way[-1], []):
            if key not in seen:
                seen.add(key)
                queue.append([*way, key])
    return []


# --- the course ---------------------------------------------------------------------------------


def before_faults(course: Course) -> Iterator[Fault]:
    graph = {key: sorted(keys) for key, keys in course.required.items()}
    for item in course.outline.courses_before:
        if not item.is_live:
            words = _("The course opens after “%s”, which is not public.") % item.title
            yield of_course("course_gone", course, words, field="prerequisites")
        elif way_between(graph, item.key, {course.outline.course_key}):
            words = _("The course and “%s” wait for each other, so neither ever opens.") % item.title
            yield of_course("course_cycle", course, words, field="prerequisites")


def quizzes_faults(course: Course) -> Iterator[Fault]:
    for item in course.outline.quizzes:
        if item.key in course.quizzes and item.requirement != "optional":
            for name, words in quiz_faults(course.quizzes[item.key]):
                kind = "pass_mark" if name == "pass_mark" else "unanswerable"
                yield fault(kind, item, f"“{item.title}”: {words}", field=name)


def group_faults(course: Course) -> Iterator[Fault]:
    done = reached(course)
    for group in groups_of(course.outline.activities):
        ways = alternatives(course.outline, group)
        if not any(all(item.key in done for item in way) for way in ways):
            words = _("None of the ways of the group “%s” can be gone to its end.") % group
            yield fault("group", ways[0][0], words, field="group")


def empty_rule_faults(course: Course) -> Iterator[Fault]:
    if all(item.requirement == "optional" for item in course.outline.activities):
        words = _("The course requires nothing: all its lessons and quizzes are optional, so nobody completes it.")
        yield of_course("nothing_required", course, words)


def grade_faults(course: Course) -> Iterator[Fault]:
    """The least grade is a mean over the quizzes that count: required ones, and those of the chosen ways."""
    least = course.outline.least_grade
    if least is None:
        return
    counting = [item for item in course.outline.quizzes if item.requirement != "optional"]
    best = max((best_of(course, item) for item in counting), default=None)
    if best is None:
        yield of_course("least_grade", course, _("No quiz counts, so nobody has a grade."), field="least_grade")
    elif mean_of_required(course, best) < least:
        yield of_course("least_grade", course, _("Nobody can reach this grade."), field="least_grade")


def mean_of_required(course: Course, otherwise: Decimal) -> Decimal:
    found = [best_of(course, item) for item in course.outline.quizzes if item.requirement == "required"]
    return sum(found, Decimal(0)) / len(found) if found else otherwise


def fault(kind: str, activity: Activity, words: str, **place: object) -> Fault:
    return Fault(kind=kind, page_id=activity.page_id, message=words, **place)


def of_course(kind: str, course: Course, words: str, **place: object) -> Fault:
    return Fault(kind=kind, page_id=course.outline.course_id, message=words, **place)
