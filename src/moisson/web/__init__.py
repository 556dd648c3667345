"""Project settings, URLs, base templates, static files and translations; no rule of the business."""
