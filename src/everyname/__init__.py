"""Record casualties so that the record stands up to denial."""

__version__ = "0.1.0"
