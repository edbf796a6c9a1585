"""Fixed terms: how a German term of social law is rendered in each language."""
