"""What the API says in words, in the language that whoever asks has named."""
