# The automatic audit: what rules found, who looks into it until when, and why it was closed.
office-nav-irregular = Findings
office-irregular-intro = What the automatic audit found. A finding need not be a fault: look into it, and close it with an explanation before its deadline.
office-irregular-rule = Kind of finding
office-irregular-none = No findings
office-irregular-none-help = The automatic audit runs by itself when laptops are quiet.
office-irregular-owner = Looked into by
office-irregular-deadline = Deadline
office-irregular-note = Explanation
office-irregular-note-help = What was checked and what came out. Auditors can read it.
office-irregular-close = Close the finding
office-irregular-take = I look into it
office-irregular-reopen = Open again
office-irregular-give = Give
office-irregular-give-to = Give to
office-irregular-given = { $name } looks into this finding now.
office-irregular-mine = My own
office-irregular-closed = The finding is closed.
office-irregular-taken = You look into this finding now.
office-irregular-reopened = The finding is open again.

irregular-state-open = Open
irregular-state-late = Overdue
irregular-state-closed = Closed

irregular-number-gap = Numbers passed over
irregular-number-gap-told = Numbers { $numbers } of the book { $series } { $year } were passed over by { $laptop }: later ones have letters.
irregular-number-double = One number twice
irregular-number-double-told = Number { $number } is on { $count } letters.
irregular-own-letter = Letter for oneself or one's household
irregular-own-letter-told =
    { $whose ->
        [self] Letter { $number } was written or checked by an officer of the receiver's name.
       *[other] Letter { $number } was written or checked by an officer of the name of somebody in the receiver's household.
    }
irregular-odd-hours = Unusual hours
irregular-odd-hours-told = Letters were printed on { $day } at { $time }, outside 05.00–22.00.
irregular-many-letters = Very many letters
irregular-many-letters-told = { $count } letters by one officer on { $day }.
irregular-repeated-looks = One record opened again and again
irregular-repeated-looks-told = Opened { $count } times within 24 hours by the same person.
irregular-many-numbers = Very many NIK opened
irregular-many-numbers-told = The whole NIK of { $count } residents was opened within 24 hours by the same person.
irregular-letter-changed = Letter changed after printing
irregular-letter-changed-told = The record of letter { $number } was changed after printing: { $fields }.
irregular-data-changed = Data changed after a letter
irregular-data-changed-told = { $fields } of the resident changed less than seven days after letter { $number } was printed.
irregular-quick-approvals = Approvals within seconds
irregular-quick-approvals-told = { $count } letters on { $day } were approved less than { $seconds } seconds after they were handed over.

kind-irregularity = Audit finding
error-irregular-unknown = This finding is no longer there. Load the list again.
error-irregular-changed = There are more facts than when this screen was opened, so it was not closed. Load again, look, then close.
error-irregular-own = This finding is about what you did yourself. Ask somebody else to look into it.
error-irregular-clerk = That account cannot look into findings. Nothing was changed. Load again, then choose again.
error-irregular-of-clerk = This finding is about what { $name } did. Nothing was changed. Choose somebody else.
error-irregular-is-closed = This finding is closed. Open it again first, then say who looks into it.
error-irregular-note = Write the explanation first, at least five letters. Nothing was changed.

field-serial = serial number
field-snapshot = content of the letter
field-title = title of the letter
field-resident = receiver
field-cti = code of the seal
field-token = seal
field-printed-at = time of printing
