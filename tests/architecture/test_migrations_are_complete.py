"""The migrations say all that the models say."""

from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState


def missing_changes(models: ProjectState) -> dict[str, list[str]]:
    """Name, for each app, the migrations that would have to be written to reach these models."""
    loader = MigrationLoader(None)
    found = MigrationAutodetector(loader.project_state(), models).changes(graph=loader.graph)
    return {label: [str(step) for step in steps] for label, steps in found.items()}


def test_the_migrations_say_all_that_the_models_say():
    assert missing_changes(ProjectState.from_apps(apps)) == {}


def test_a_field_without_its_migration_is_noticed():
    models = ProjectState.from_apps(apps)
    label, name = next(key for key in sorted(models.models) if key[0] == "core")
    models.remove_model(label, name)
    assert "core" in missing_changes(models)


def test_no_two_migrations_of_an_app_claim_to_be_the_last():
    assert MigrationLoader(None).detect_conflicts() == {}
