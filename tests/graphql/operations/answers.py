"""What all operations are asked for."""

ERRORS = "errors { field message code }"
