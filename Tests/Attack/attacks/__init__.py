"""The attacks, a module for each subject; `main` runs them."""
