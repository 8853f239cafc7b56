"""The back office's own pages about courses; Wagtail's pages do the rest."""
