"""The command line. Each command's file is imported only when that command runs, so that `--help` is instant.

Exit codes: 0 done; 1 failed; 2 wrong usage; 3 media unreadable; 4 recogniser or weights; 5 pack; 6 library or
export not writable; 7 not found; 70 a bug (its traceback is in the log file); 130 cancelled.
"""
