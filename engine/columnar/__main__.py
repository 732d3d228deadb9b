"""Makes the copy of an installation's store anew, once."""

import os

from engine.columnar.columns import FOLDER
from engine.columnar.refreshing import refresh
from engine.settings import Settings

if __name__ == "__main__":
    os.nice(10)
    settings = Settings()
    refresh(settings.store_url, settings.home.resolve() / FOLDER)
