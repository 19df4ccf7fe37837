"""Pages whose words are only a picture: which they are, and how read words become a page."""
