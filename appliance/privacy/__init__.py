"""Finding what names a person or an account in a text, and hiding it reversibly."""
