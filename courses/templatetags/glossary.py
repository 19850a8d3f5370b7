"""The glossary for its page: what was looked for stands in the address."""

from django import template

from courses.glossary import Glossary, read_glossary

register = template.Library()
LONGEST_QUERY = 100


@register.simple_tag(takes_context=True)
def glossary_of(context: template.Context) -> Glossary:
    wanted = context["request"].GET.get("q", "").replace("\0", "")
    return read_glossary(" ".join(wanted.split())[:LONGEST_QUERY])
