"""Search over pages, offers, partners, pathways and events of every network.

analysis (text → tokens), documents (object → document), engines (tokens → hits), outbox and
indexer (change → index), query (request → query tree → hits), views.
"""
