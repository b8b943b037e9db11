"""What a person writes, and what the checker says of it: chains, reasons, verdicts."""
