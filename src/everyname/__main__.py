"""Let `python -m everyname` start the commands."""

from everyname.cli.main import main

main()
