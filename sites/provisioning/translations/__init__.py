"""What the content files say in other languages than German.

A translation stands in a folder named after its language and says words only: facts are said once,
in the German file of the same name.
"""
