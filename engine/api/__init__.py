"""The engine over HTTP, documented by OpenAPI."""
