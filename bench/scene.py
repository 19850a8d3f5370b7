"""One picture: who opens what, and what they do there before it is taken."""

from dataclasses import dataclass

from bench.steps import Step
from learning.models import User


@dataclass(frozen=True, slots=True)
class Scene:
    name: str
    path: str
    person: User | None = None
    step: Step | None = None
    # A CSS selector, where the picture is of one thing on the page.
    part: str = ""
