"""Files that come in with a request."""

from typing import Any

from ....engine.base.messages import Message
from ....services.base.csv.files import check_size
from ....services.base.refusals import Code, refuse


def read_upload(info: Any, file: Any, csv: str | None) -> tuple[bytes, str]:
    """Return the content of the one that is given, and the name of its field.

    :raises django.core.exceptions.ValidationError: neither or both are given, or the
        file is too large.
    """
    if (file is None) == (csv is None):
        raise refuse("file", Code.REQUIRED, Message("Give either `file` or `csv`."))
    if csv is not None:
        # Characters that UTF-8 cannot write are refused together with the text.
        return csv.encode(errors="surrogatepass"), "csv"
    uploaded = info.context.FILES.get(file) if isinstance(file, str) else None
    if uploaded is None:
        raise refuse(
            "file",
            Code.REQUIRED,
            Message(
                "There is no file in the request. Send it as a GraphQL "
                "multipart request."
            ),
        )
    check_size(uploaded.size, field="file")
    return uploaded.read(), "file"
