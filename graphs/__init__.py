"""Facts as RDF: quads, store, queries, checks, exports, network."""
