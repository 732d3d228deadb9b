"""One loader a kind: what a row says, into the store."""
