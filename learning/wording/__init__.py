"""The words of the interface: where the code marks them, and what is wrong with their translations.

Nothing here needs the gettext programs: a bare machine can collect, check and compile.
"""
