"""Real servers of the tests' own, started as children and ended with them."""
