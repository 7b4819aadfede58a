"""Make two spellings, digits or calendars comparable. Import from the modules: fold, numerals, calendars."""
