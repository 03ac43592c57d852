"""One folder per project: a SQLite file and content-addressed blobs. The only place that knows SQL and the disk layout.

disk           every write that must survive a crash; tests put other disks underneath
blobs          bytes by their SHA-256
database       one connection a thread, every change one transaction, and what lies under the file's name
holds          files that nothing names yet
revisions      the story's history
takes          what was made, encoded and seen
jobs           the rows of the queue
recovery       what a damaged database still holds
project_store  the project's database and files
migrations     what changed in the database since version 0.1.0, in order
archive        a project as one file
trash          films that were deleted, and what ended programs left
"""
