"""Orders smuggled into texts and books, tried against the walk: evals/injections says what an attempt is."""
