"""The command line `pekppp`."""
