"""Screens: the only folder that knows Reflex."""
