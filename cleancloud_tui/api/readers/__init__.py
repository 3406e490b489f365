"""Readers of replies: a reply's JSON in, frozen dataclasses of `api.models` out.

They are tolerant: whatever the shape, nothing is raised and nothing is invented. A field that is
not told comes out None or empty; a record without an id is left out. Text is cleaned here, once.

One module a subject, imported by name: a start loads only those that the first screen needs.
"""
