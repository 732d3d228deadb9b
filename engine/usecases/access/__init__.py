"""Who is let in: sessions of the page and tokens of programs, seen and ended."""
