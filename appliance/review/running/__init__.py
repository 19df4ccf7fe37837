"""Running a review: proposals item by item, each kept at once, and going on after a stop."""
