"""Mock loops as they are run: where one stands, what is asked next, what was heard in it."""
