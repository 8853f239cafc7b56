"""Forms of campaigns: shapes of input, no decisions."""
