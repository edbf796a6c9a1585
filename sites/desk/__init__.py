"""What an editor sees first in the admin: what waits in the own networks, and how to do things."""
