"""Finding partners and offers in lists and choosers of the admin.

The index holds what is public; people in the admin look for drafts, too. So the words of each
record are kept in a table of their own, in the transaction of the change, and are asked together
with what the person may see. It needs no engine.
"""
