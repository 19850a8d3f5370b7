"""How a text in a folder points at pages and files, wherever the course is imported.

lesson:M02           a lesson of this course, by its id
quiz:M02             the quiz of that lesson, or a quiz with this id
course:osnovy        a course;  course:osnovy/M02  a lesson in it
page:/about/         any other page of the site, by its address
media/form.pdf       a file of the folder
term:kvorum          an entry of the glossary, by its id
"""

import re

ID = r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}"
MEDIA_NAME = r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.[A-Za-z0-9]{1,5}"
LOCAL = re.compile(rf"^(?P<kind>lesson|quiz):(?P<id>{ID})$")
COURSE = re.compile(rf"^course:(?P<course>{ID})(?:/(?P<lesson>{ID}))?$")
PAGE = re.compile(r"^page:(?P<path>/[^\s?#]*)$")
MEDIA = re.compile(rf"^media/(?P<name>{MEDIA_NAME})$")
TERM = re.compile(r"^term:(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)*)$")
# Whatever else the editor can link to: addresses, people, places on the page and on the site.
OUTSIDE = re.compile(r"^(?:https?://|mailto:|tel:|#|/(?!/))", re.IGNORECASE)


def is_page(address: str) -> bool:
    return any(pattern.match(address) for pattern in (LOCAL, COURSE, PAGE))


def is_known(address: str) -> bool:
    return bool(is_page(address) or MEDIA.match(address) or TERM.match(address) or OUTSIDE.match(address))
