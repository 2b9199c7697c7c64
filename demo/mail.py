"""E-mails without templates: the wheel of Saleor 2.10.1 ships none."""

from pprint import pformat
from typing import Any

from django.template import TemplateDoesNotExist
from templated_email.backends.vanilla_django import TemplateBackend


class FallbackTemplateBackend(TemplateBackend):
    """Mail the context as plain text where a template is missing."""

    def _render_email(
        self,
        template_name: str | list[str],
        context: dict[str, Any],
        template_dir: str | None = None,
        file_extension: str | None = None,
    ) -> dict[str, str]:
        try:
            return super()._render_email(
                template_name, context, template_dir, file_extension
            )
        except TemplateDoesNotExist:
            name = template_name if isinstance(template_name, str) else template_name[0]
            subject = name.rpartition("/")[2].replace("_", " ").capitalize()
            return {"subject": subject, "plain": pformat(context)}
