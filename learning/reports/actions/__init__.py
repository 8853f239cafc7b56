"""Actions of reports: nothing here changes a fact; it is written who looked."""
