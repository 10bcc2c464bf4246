"""The command line. Each command's file is imported only when that command runs, so that `--help` is instant."""
