"""What people do in the admin, as far as Wagtail's own log cannot hold it.

Pages, snippets and other records are in Wagtail's log (`PageLogEntry`, `ModelLogEntry`). Here are
log-ins and log-outs, and changes of people, roles and permissions.
"""
