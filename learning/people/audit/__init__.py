"""The log as people read it: sentences and details in words."""
