"""The workbench of the taxonomy: where terms are used, and changing them without losing any use."""
