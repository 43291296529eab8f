"""Rules of the field, pure: no database, no screen, no clock."""
