"""Forms of people's pages: they say what may be typed, actions decide the rest."""
