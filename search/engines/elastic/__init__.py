"""The server engine: Elasticsearch 9, for installations that have outgrown one machine.

`engine` answers and writes, `query` translates the tree, `mapping` says how a document is stored,
`vocabulary` keeps the words of the index in memory, `breaker` stops asking a server that is down.
"""
