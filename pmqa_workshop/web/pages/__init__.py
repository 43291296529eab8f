"""Screens, one module each; a page is a function of its language."""
