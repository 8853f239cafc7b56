"""What the answers of many say about items: classical statistics, IRT, DIF, verdicts."""
