"""The tests; a package, so that the project is found from its root."""
