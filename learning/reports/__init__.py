"""The staff's screens in Wagtail's admin: reports, one learner's story, completion records."""
