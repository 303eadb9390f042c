"""The server: SPARQL protocol, linked data, JSON API, reconciliation and a query page, on one built graph.

Local, read-only and bounded; it makes no outgoing request, and its pages load nothing from elsewhere.
"""
