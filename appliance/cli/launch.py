"""Entry point of `cofferdam`: drop planted variables before anything else is imported."""

from __future__ import annotations

from appliance.hygiene import start_clean


def main() -> None:
    """Run the command line."""
    start_clean("appliance.cli.launch")
    from appliance.cli.main import main as command

    command()


if __name__ == "__main__":
    main()
