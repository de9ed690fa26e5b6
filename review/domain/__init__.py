"""The law's nouns and arithmetic: standard library only, frozen data, no I/O."""
