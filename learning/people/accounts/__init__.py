"""Sign-in: staff number or e-mail, one-time codes, session kinds."""
