"""The command line: one module per group of commands; prints, and exits with the error's code."""
