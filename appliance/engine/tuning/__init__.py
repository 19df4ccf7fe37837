"""How a language model runs best on this machine: measured, judged by a rule, kept as a profile."""
