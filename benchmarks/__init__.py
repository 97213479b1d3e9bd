"""One script a figure: each is run against the loaded demonstration, beside a floor measured in the same breath."""
