"""Find which reports speak of one person: reports -> pairs -> persons.

Import from the modules (`engine.link`, `persons.name_persons`): the engine needs numpy and DuckDB.
"""
