"""The fault test: a real server, many clients, SIGKILL; nothing acknowledged is lost."""
