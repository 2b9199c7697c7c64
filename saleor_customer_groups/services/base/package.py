"""The package that is installed."""

from importlib.metadata import PackageNotFoundError, version


def package_version() -> str:
    """Return the version of customer groups; empty if it is not known."""
    try:
        return version("saleor-customer-groups")
    except PackageNotFoundError:
        return ""
