"""Finding people's names: by their capitals, by what stands before them, and first names in lower case."""
