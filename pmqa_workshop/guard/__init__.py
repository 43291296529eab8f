"""What every file from outside must pass before anybody reads it, and the child it is read in."""
