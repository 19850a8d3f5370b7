"""A course as a folder of Markdown and GIFT files, read into pages.

`reader` turns a folder into frozen dataclasses (`source`) and names every fault with file and line; `importer` turns
those into pages. The format is described in `docs/course-folder.md`.
"""
