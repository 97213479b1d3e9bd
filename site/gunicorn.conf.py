"""How gunicorn serves the site. `site/` is put on the import path here: it is a folder, not a package."""

import os

wsgi_app = "config.wsgi:application"
pythonpath = "site,."
bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 60
control_socket_disable = True  # one socket in the home folder for every site of a user is one too few
