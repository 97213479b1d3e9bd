"""Reading a workforce return: from a file to people, and from people to what changes. Pure: no models, no clock."""
