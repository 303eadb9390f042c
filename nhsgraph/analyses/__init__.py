"""Analyses: a view and parameters in, a frozen result out. Nothing here prints or reads a clock."""
