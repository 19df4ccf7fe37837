"""The one door: every action of window, command and tests enters here.

Permission, audit line and transaction wrap an action once, in `door`. `office` builds the objects.
"""
