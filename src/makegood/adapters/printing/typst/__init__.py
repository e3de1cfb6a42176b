"""Letters typeset by Typst, without a network and without fonts of the machine."""
