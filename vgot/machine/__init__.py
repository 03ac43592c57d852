"""This machine: what it has, which presets fit, models fetched and licences agreed to.

doctor      processor, memory, accelerators, and whether a preset fits
licences    licences that a person agreed to
fetching    models downloaded in a process of its own
bug_report  what can be sent to somebody who helps
"""
