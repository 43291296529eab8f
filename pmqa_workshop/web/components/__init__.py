"""Parts of screens: functions of what they show, words from the catalogue, looks from theme."""
