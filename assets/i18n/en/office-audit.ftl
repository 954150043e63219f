# The audit: who saw, printed, saved, signed in and out.
office-nav-audit = Audit
office-audit-intro = Who opened, printed, saved, signed in and out, on laptops and at the office. What was changed stands in the history of each record.
office-audit-who = Who
office-audit-everybody = Everybody
office-audit-nobody = Not known
office-audit-deed = Act
office-audit-from = From day
office-audit-until = Until day
office-audit-when = When
office-audit-of = Record
office-audit-all = Show all records
office-audit-only-this = only this record
office-audit-none = Nothing fits these filters.
office-audit-behind = { $count } new entries are still being looked at; the list grows by itself.
office-audit-head = End of the office's log
office-audit-head-help = Copy this number and digest to paper or elsewhere. With “jemput-server audit verify --expect” it can be proved later that nothing up to here was changed.
office-looks-title = Who looked
office-looks-none = Nothing noted yet.
office-looks-all = Look in the audit

deed-saw = Looked
deed-saw-numbers = Read whole NIK and KK
deed-listed = Looked at a list
deed-printed = Printed
deed-exported = Saved a file
deed-signed-in = Signed in
deed-signed-out = Signed out
deed-refused = Refused at the sign-in
deed-account-made = Made an account
deed-account-changed = Changed an account
deed-account-closed = Closed an account
deed-account-code = Gave out an account's code
deed-passphrase = Changed the passphrase
deed-second-begun = Began a second factor
deed-second-ended = Ended a second factor
deed-finding-given = Said who looks into a finding
deed-bound = Bound a laptop to its computer
deed-unbound = Ended a laptop's binding
deed-office-address = Changed the office's address on a laptop
deed-rule = Changed a rule

kind-audit = Audit
error-audit-too-much = Too many rows for one file. Narrow the days and save again.

office-audit-listing =
    { $list }: { $rows } rows{ $words ->
        [0] {""}
       *[other] , { $words } searches by words
    }{ $numbers ->
        [0] {""}
       *[other] , { $numbers } searches by a number
    }
