"""The ASGI application that `moisson up` and `moisson web` serve."""

from __future__ import annotations

import os
import warnings

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "moisson.web.settings")

# WhiteNoise hands out our own small static files as a plain iterator, which Django tells whoever started the program.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")

application = get_asgi_application()
