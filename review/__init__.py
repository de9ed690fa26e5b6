"""Legality review of major decisions (三重一大): the package; see README.md, "the house at a glance"."""
