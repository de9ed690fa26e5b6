"""The entry point of a WSGI server."""

from review.app import create_app

app = create_app()
