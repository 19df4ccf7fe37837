"""Reviews of many cases in one run."""
