"""Presenters: a result in, text or bytes out; no input or output, no clock."""
