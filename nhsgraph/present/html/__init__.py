"""Pages: a result in, one HTML text out. What every page shares is in :mod:`~nhsgraph.present.html.page`."""
