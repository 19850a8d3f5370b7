"""What can go wrong with a learner's wish. Each carries a translated sentence and its HTTP status."""


class LearningError(Exception):
    """A wish that cannot be met; `str()` is for the person. `field` is the one of the form it is about, where there is
    one."""

    status = 400
    field = ""


class MissingKey(LearningError):
    status = 400


class KeyReused(LearningError):
    status = 422


class SignedOut(LearningError):
    """Work was sent without a session that could own it. 404, as for everything that is not the visitor's."""

    status = 404


class AttemptClosed(LearningError):
    """The attempt was submitted already, or closed by a merge."""

    status = 409


class TimeIsUp(AttemptClosed):
    """The attempt ended by itself. What was saved by then counts; what was sent now does not, and is said not to."""


class AttemptLimitReached(LearningError):
    status = 409


class NotOpenYet(LearningError):
    status = 409


class Closed(LearningError):
    """The quiz closed, or would before the next attempt becomes possible."""

    status = 409


class WaitFirst(LearningError):
    """The next attempt is possible, but later."""

    status = 409


class NothingGranted(LearningError):
    """An exception that grants nothing, or whose dates contradict each other. `field` is the one of the form."""

    status = 422

    def __init__(self, reason: str, field: str = "") -> None:
        super().__init__(reason)
        self.field = field


class StillLocked(LearningError):
    """A lesson or quiz that is not open yet."""

    status = 403


class NotAskedHere(LearningError):
    """An answer to a question that is not in the attempt, or a section that is not in the lesson."""

    status = 400


class NoLongerPossible(LearningError):
    """Somebody else was quicker."""

    status = 409


class GradeWouldFall(LearningError):
    """A grade worse than the one that counts was to be appended, and nobody had said that it may be."""

    status = 409


class ReasonMissing(LearningError):
    """Staff act on learners' grades for a reason that learners read, or not at all."""

    status = 422


class SaysNothing(LearningError):
    """A remark without a mark and without a word."""

    status = 422
    field = "comment"


class MarkMissing(LearningError):
    """An answer that was marked would lose its mark."""

    status = 422
    field = "mark"


class RemarkedMeanwhile(LearningError):
    """Somebody else wrote about the answer since the form was opened."""

    status = 409


class NotYetEarned(LearningError):
    """A record was asked for before the course's rule was met, or without a verified e-mail."""

    status = 409


class UnprintableName(LearningError):
    """`field` is the one of the form that holds the name."""

    status = 422

    def __init__(self, reason: str, field: str = "holder_name") -> None:
        super().__init__(reason)
        self.field = field


class TooManyGuests(LearningError):
    """One address sends newcomers faster than people come."""

    status = 429
