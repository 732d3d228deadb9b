"""General questions around training budgets, answered from texts that a company can change."""
