"""Footprints: which territories fit together. Sets with a basis, their relations on a date, and what changes them."""
