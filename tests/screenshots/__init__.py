"""Pictures of every place and of every state it must look right in, for people to look at and for tests to check."""
