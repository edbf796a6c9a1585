"""Who works in a network: the team screen of its coordinators, and invitations by mail."""
