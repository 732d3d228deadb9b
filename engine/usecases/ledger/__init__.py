"""The ledger: postings to budget lines, and what finance and management do with them."""
