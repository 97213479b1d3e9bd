"""The demonstration network: invented partners, people and a year of history. Nothing here is about anybody real."""
