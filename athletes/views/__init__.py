"""Signing in, and the roster: one module per page."""
