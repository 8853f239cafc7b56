"""Pictures that belong to items, kept in the database under their digest."""

from django.db import models
from django.urls import reverse


class ItemImage(models.Model):
    """画像: what a stem shows. Never changed: other bytes are another image.

    Frozen versions name it by its address, so it is not deleted while they exist.
    """

    name = models.CharField(max_length=80, unique=True)
    content = models.BinaryField()
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Where it is served."""
        return address_of(self.name)


def address_of(name: str) -> str:
    """Return the address of the image of this name, stored or about to be."""
    return reverse("quizzes:image", args=[name])
