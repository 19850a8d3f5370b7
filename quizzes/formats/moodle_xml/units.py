"""A numerical question's units: ours has one, Moodle's any number with multipliers."""

from decimal import Decimal

from django.utils.translation import gettext as _

from .source import Source, number
from .tree import Node


def unit_of(source: Source) -> str:
    """The first unit whose multiplier is 1; the others are told."""
    units = source.node.child("units")
    nodes = [node for node in (units.all("unit") if units else []) if node.value("unit_name")]
    chosen = next((node for node in nodes if factor(node) == 1), None)
    for node in nodes:
        if node is not chosen:
            message = _("The unit “%(unit)s” (× %(multiplier)s) was left out: a number has one unit here.")
            source.notice(message % {"unit": node.value("unit_name"), "multiplier": f"{factor(node):f}"}, node)
    return chosen.value("unit_name") if chosen else ""


def factor(unit: Node) -> Decimal:
    return number(unit.value("multiplier") or "1", unit)
