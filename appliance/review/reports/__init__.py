"""Reports of a review: one record, written as PDF, DOCX, XLSX, JSON or a bundle, and signed."""
