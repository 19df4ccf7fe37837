"""What code alone can decide about an item: papers, dates, values, identifiers, signs of risk."""
