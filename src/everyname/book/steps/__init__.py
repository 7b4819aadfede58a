"""Each step of the flow as one function on a book; the commands and the desk only call them."""
