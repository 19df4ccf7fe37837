"""Small parts that pages are made of. None of them knows the core beyond its records."""
