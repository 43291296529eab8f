"""PMQA Workshop: from a feedback report to the year's efficiency plan, live with the whole room."""
