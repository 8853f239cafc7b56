"""What the curriculum's files last gave, to know editors' changes from the files'."""

from django.db import models


class ImportedRecord(models.Model):
    """One record of the files as it was last written to the site.

    ``given`` is the digest of what the file said, ``written`` the digest of what then
    stood in the site. If the site's digest differs now, an editor changed it there. Of
    a file ``written`` is the key of the stored image or document.
    """

    class Kind(models.TextChoices):
        TERM = "term"
        OBJECTIVE = "objective"
        TIER = "tier"
        COURSE = "course"
        LESSON = "lesson"
        ITEM = "item"
        QUIZ = "quiz"
        FILE = "file"

    kind = models.CharField(max_length=12, choices=Kind)
    code = models.CharField(max_length=120)
    file = models.CharField(max_length=300)
    given = models.CharField(max_length=64)
    written = models.CharField(max_length=64)
    imported_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "code"], name="imported_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"
