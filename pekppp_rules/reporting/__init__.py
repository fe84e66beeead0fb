"""The report of a unit that people read: one view of a result, drawn in the format asked for.

`formats` is light; `render` has `report`, which imports what it draws with when it is called.
"""
