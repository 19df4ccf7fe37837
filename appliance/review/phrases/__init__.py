"""Every sentence that a proposal, a note or a report says by itself, in English and Chinese."""
