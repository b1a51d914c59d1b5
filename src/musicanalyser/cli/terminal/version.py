"""Versions of installed packages."""


def installed_version(package: str) -> str:
    """Return the version of a package, or ``not installed``."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"
