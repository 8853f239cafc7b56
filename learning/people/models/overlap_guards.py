"""Known intervals of one key never overlap: what the database itself refuses.

Knows the three guarded tables and their SQL on both databases. PostgreSQL has exclusion
constraints, made by a migration (in ``Meta`` they would break SQLite). SQLite has
triggers; Django's table rebuild drops them, so they are made again after each migrate.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OverlapGuard:
    """Rows of ``table`` that meet ``condition`` and share ``key`` don't overlap."""

    name: str
    table: str
    key: str
    condition: str = "superseded_at IS NULL"

    @property
    def postgresql(self) -> str:
        """The statement that adds the exclusion constraint."""
        return (
            f"ALTER TABLE {self.table} ADD CONSTRAINT {self.name} EXCLUDE USING gist "
            f"({self.key} WITH =, daterange(starts_on, ends_on) WITH &&) "
            f"WHERE ({self.condition})"
        )

    @property
    def triggers(self) -> dict[str, str]:
        """SQLite's triggers by name; each statement makes one."""
        return {
            f"{self.name}_insert": self._trigger("insert", "INSERT"),
            f"{self.name}_update": self._trigger("update", "UPDATE"),
        }

    def _trigger(self, suffix: str, event: str) -> str:
        new = self._qualified("NEW")
        other = self._qualified("other")
        return (
            f"CREATE TRIGGER {self.name}_{suffix} BEFORE {event} ON {self.table} "  # noqa: S608
            f"WHEN {new} BEGIN "
            f"SELECT RAISE(ABORT, '{self.name}') WHERE EXISTS ("
            f"SELECT 1 FROM {self.table} other WHERE other.{self.key} = NEW.{self.key} "
            f"AND {other} AND other.id IS NOT NEW.id "
            "AND (other.ends_on IS NULL OR other.ends_on > NEW.starts_on) "
            "AND (NEW.ends_on IS NULL OR NEW.ends_on > other.starts_on)); END"
        )

    def _qualified(self, alias: str) -> str:
        return " AND ".join(f"{alias}.{part}" for part in self.condition.split(" AND "))


GUARDS = (
    OverlapGuard(
        "posting_main_overlap",
        "people_posting",
        "employee_id",
        "superseded_at IS NULL AND kind = 'main'",
    ),
    OverlapGuard("employment_number_overlap", "people_employment", "number"),
    OverlapGuard("department_code_overlap", "people_department", "code"),
)
