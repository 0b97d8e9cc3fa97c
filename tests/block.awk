# SPDX-License-Identifier: MIT
#
# A block of a document: the lines between the fences behind the first line
# that has the text `mark`. Nothing when there is none.
inside && /^```/ { exit }
inside { print }
found && /^```/ { inside = 1 }
index($0, mark) { found = 1 }
