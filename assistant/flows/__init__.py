"""Everything that writes: what a flow is, and the one course of talk that all of them have."""
