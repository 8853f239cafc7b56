"""Pure: bytes to rows with row errors, tables to files."""
