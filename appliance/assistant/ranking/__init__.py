"""The greatest or least of several: which row or column of a table it is."""
