"""CHILD: writes reports as PDF and Word files and marks pictures of pages."""
