"""One query out of a message: its words and names are looked up in the catalogue of queries, put
together by a small grammar, and given the subject that has a place for all of them. What has no
place makes it no query (after COOL, "conversational OLAP": Francia, Gallinucci, Golfarelli)."""
