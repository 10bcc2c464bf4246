"""`python -m rehearse` is the `rehearse` command."""

from rehearse.cli.main import main

main()
