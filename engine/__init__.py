"""The budget engine: data, analysis, workflow and ledger. It knows nothing of chat."""
