"""Reading and comparing organisation files."""
