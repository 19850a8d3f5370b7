"""The question bank in Wagtail's admin."""
