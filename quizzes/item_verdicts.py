"""What the numbers of a question mean, in sentences for the trainer who wrote it. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .item_analysis import QuestionNumbers

# Below this number of answers chance speaks louder than the question.
ENOUGH = 30
# Moodle's reading of its facility index: above, extremely easy; below, extremely difficult or something wrong with it.
VERY_EASY, VERY_HARD = 0.95, 0.05
HARD = 0.35
# And of its discrimination index: below, very weak.
WEAK = 0.2
# Below this it goes against the rest; nearer to nought it may be chance.
AGAINST = -0.1
# So near to what guessing earns that knowing made no difference.
LIKE_GUESSING = 0.05
# One wrong choice that more than half of all took, and three in four of those who were wrong.
SAME_ERROR, OF_ALL_ERRORS = 0.5, 0.75
# A choice that attracts fewer is there for nothing.
NOBODY = 0.02


class Severity(IntEnum):
    """How much a question asks for attention; the greater, the more."""

    FEW = 0
    FINE = 1
    LOOK = 2
    CHECK = 3

    @property
    def label(self) -> str:
        return str(LABELS[self])


LABELS = {
    Severity.FEW: gettext_lazy("Too few answers"),
    Severity.FINE: gettext_lazy("Works"),
    Severity.LOOK: gettext_lazy("Worth a look"),
    Severity.CHECK: gettext_lazy("Check it"),
}


@dataclass(frozen=True, slots=True)
class Share:
    """How many attempts chose this. `earns`: whether it is (partly) right."""

    text: str
    earns: bool
    count: int


@dataclass(frozen=True, slots=True)
class Remark:
    severity: Severity
    text: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """`remarks` has at least one sentence."""

    remarks: tuple[Remark, ...]

    @property
    def severity(self) -> Severity:
        return max(remark.severity for remark in self.remarks)


def verdict(numbers: QuestionNumbers, *, guess: float | None = None, shares: Sequence[Share] = ()) -> Verdict:
    """What to make of a question. `guess` is what blind guessing earns, `shares` its choices in the trainer's order."""
    if numbers.attempts < ENOUGH:
        return Verdict((Remark(Severity.FEW, too_few(numbers.attempts)),))
    found = [*about_key(numbers, shares), *about_facility(numbers, guess), *about_choices(numbers, shares)]
    if all(remark.severity == Severity.FINE for remark in found):
        found.insert(0, Remark(Severity.FINE, works(numbers)))
    return Verdict(tuple(found))


def too_few(attempts: int) -> str:
    return _("Too few answers (%(count)d of %(enough)d).") % {"count": attempts, "enough": ENOUGH}


def works(numbers: QuestionNumbers) -> str:
    if numbers.discrimination is None:
        return _("Nothing stands out.")
    return _("Works: those who know the rest answer this better.")


def about_key(numbers: QuestionNumbers, shares: Sequence[Share]) -> Iterator[Remark]:
    """What a wrong key, or a wording that leads astray, looks like."""
    if numbers.facility < VERY_EASY and errs_alike(numbers, shares):
        text = _("Almost everybody errs in the same way: check the key or the wording.")
        yield Remark(Severity.CHECK, text)
    if numbers.discrimination is None or not VERY_HARD < numbers.facility < VERY_EASY:
        return  # where a handful differ from all the others, they are too few to tell by
    if numbers.discrimination < AGAINST:
        text = _("Those who know the rest are wrong here more often than the others: check the key or the wording.")
        yield Remark(Severity.CHECK, text)
    elif numbers.discrimination < WEAK:
        yield Remark(Severity.LOOK, _("The strong and the weak answer alike: the question hardly tells them apart."))


def errs_alike(numbers: QuestionNumbers, shares: Sequence[Share]) -> bool:
    wrong = [share.count for share in shares if not share.earns]
    most, all_wrong = max(wrong, default=0), sum(wrong)
    return most > SAME_ERROR * numbers.attempts and most >= OF_ALL_ERRORS * all_wrong


def about_facility(numbers: QuestionNumbers, guess: float | None) -> Iterator[Remark]:
    facility = numbers.facility
    if facility >= VERY_EASY:
        yield Remark(Severity.LOOK, _("Very easy: almost everybody is right, so it says little about who has learnt."))
    elif facility <= VERY_HARD:
        yield Remark(Severity.CHECK, _("Almost nobody is right: check the key, and whether the lesson teaches this."))
    elif guess and facility <= guess + LIKE_GUESSING:
        yield Remark(Severity.LOOK, _("The result is no better than guessing."))
    elif facility < HARD:
        yield Remark(Severity.LOOK, _("Hard: most are wrong. Does the lesson say it clearly enough?"))


def about_choices(numbers: QuestionNumbers, shares: Sequence[Share]) -> Iterator[Remark]:
    """Only of wrong choices, and only where somebody errs: whom everybody knows nothing attracts."""
    idle = sum(not share.earns and share.count <= NOBODY * numbers.attempts for share in shares)
    if idle and len(shares) > 2 and numbers.facility < VERY_EASY:
        text = ngettext(
            "%(count)d wrong choice attracts nobody: replace it with a likelier one.",
            "%(count)d wrong choices attract nobody: replace them with likelier ones.",
            idle,
        )
        yield Remark(Severity.FINE, text % {"count": idle})
