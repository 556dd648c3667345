"""The ASGI application that `moisson up` and `moisson web` serve."""

from __future__ import annotations

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "moisson.web.settings")

application = get_asgi_application()
