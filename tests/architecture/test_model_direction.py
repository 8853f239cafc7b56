"""A foreign key written as a string is no import, so the models are walked too."""

from django.apps import apps
from django.db import models

RANKS = {
    "city": 0,
    "log": 0,
    "objectives": 1,
    "people": 1,
    "quizzes": 2,
    "courses": 3,
    "literacy": 4,
    "campaigns": 5,
    "home": 6,
    "reports": 6,
    "simulation": 6,
}


def upward_relations(all_models):
    """Relations that point to an app above (or beside) the model's own."""
    found = []
    for model in all_models:
        own = RANKS.get(model._meta.app_label)
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            if own is None or field.auto_created or target is None:
                continue
            rank = RANKS.get(target._meta.app_label)
            if rank is None or target._meta.app_label == model._meta.app_label:
                continue
            if rank >= own:
                found.append(f"{model._meta.label}.{field.name} -> {target.__name__}")
    return found


def test_models_point_downward_only():
    assert upward_relations(apps.get_models()) == []


def test_an_upward_key_is_found():
    class Wrong(models.Model):
        plan = models.ForeignKey("literacy.Plan", on_delete=models.CASCADE)

        class Meta:
            app_label = "quizzes"

    try:
        assert upward_relations([Wrong]) == ["quizzes.Wrong.plan -> Plan"]
    finally:
        del apps.all_models["quizzes"]["wrong"]
        apps.clear_cache()


def test_every_app_of_ours_has_a_rank():
    ours = {
        config.label
        for config in apps.get_app_configs()
        if config.name.startswith(("learning.", "courses", "quizzes"))
    }
    assert ours == set(RANKS)


def test_pages_name_their_place_downward_only():
    """Only subpage_types may name a lower app; parents are of the same app."""
    from wagtail.models import get_page_models

    wrong = [
        f"{model.__name__}: {parent}"
        for model in get_page_models()
        if model._meta.app_label in RANKS
        for parent in getattr(model, "parent_page_types", None) or []
        if RANKS[parent.split(".")[0]] > RANKS[model._meta.app_label]
    ]
    assert wrong == []
