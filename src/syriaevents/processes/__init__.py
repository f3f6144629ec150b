"""Several processes of this machine for many articles: they read and check, one process asks."""
