"""The audit log and the notices: what is stored beside the work, in the same transaction."""
