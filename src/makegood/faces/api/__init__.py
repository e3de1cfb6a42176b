"""The way in for programs: REST at /api/v1, described by OpenAPI."""
