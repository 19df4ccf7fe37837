"""Forms: what is to be found in the documents of a case, what was found, and who decided it."""
