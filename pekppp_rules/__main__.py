"""`python -m pekppp_rules`."""

from pekppp_rules.cli.main import run

if __name__ == "__main__":
    run()
