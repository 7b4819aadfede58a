"""The commands: they read what is asked, call one step of the book, and show what it gave."""
