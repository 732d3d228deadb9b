"""What uvicorn serves: the application over the installation's settings."""

from application.app import create_app
from engine.settings import Settings

app = create_app(Settings())
