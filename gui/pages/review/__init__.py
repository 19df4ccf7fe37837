"""A review of a case: items, evidence on its page, decisions, signatures, report."""
