"""How the weights that ship with the package are made: run from a checkout, never imported by it."""
