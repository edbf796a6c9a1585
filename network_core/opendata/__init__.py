"""Data that comes from elsewhere and goes elsewhere: the import of partners and offers."""
