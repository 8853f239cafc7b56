"""What happens around every request: who is in, how long, and what a page may load."""
