"""The papers of a case as a review sees them: what each is, its pages, places on them."""
