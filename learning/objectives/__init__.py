"""What a lesson teaches and an item tests."""
