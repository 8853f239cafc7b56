"""Views of home: the start, the personal pages, the gallery of components."""
