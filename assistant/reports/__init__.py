"""Files to take away: tables of the engine's values, written as XLSX, CSV or PDF."""
