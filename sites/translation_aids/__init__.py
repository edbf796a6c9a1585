"""What stands beside a text while it is translated: fixed terms, rules, proposals of a machine."""
