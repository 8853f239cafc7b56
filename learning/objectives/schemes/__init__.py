"""Outside classifications shipped as data, one TOML file per version."""
