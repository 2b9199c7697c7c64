"""What the API says in words, in the language that the caller asks for."""
