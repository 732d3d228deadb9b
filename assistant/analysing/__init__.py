"""Questions for the engine's analyses: what two things have to do with each other, what a goal takes,
how far a KPI is off, what a training brought. Read by what is said, and told."""
