"""Pages of people: sign-in, accounts, roles, staff and organisation."""
