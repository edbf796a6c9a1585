"""Engines behind one port: ready tokens in, ids, scores and facet counts out."""
