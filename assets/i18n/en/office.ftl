# The office console.
office-line = Office console
office-version = Jemput { $version }
office-setup-title = Set up the office console
office-setup-intro = There is no account yet. Make the first one with the one-time code.
office-setup-code = One-time code
office-setup-code-help = Printed on the screen when the server started, such as ABCDE-FGHJK.
office-setup-submit = Make account
office-signin-title = Sign in
office-signin-intro = For the office's staff.
office-signin-submit = Sign in
office-name = Name
office-pass = Passphrase
office-pass-help = At least 10 characters. Four random words are stronger and easy to remember.
office-signed-in = Signed in as { $name }
office-sign-out = Sign out
office-nav-overview = Overview
office-nav-residents = Residents
office-nav-letters = Letters
office-nav-conflicts = Differences
office-nav-devices = Laptops
office-to-look-at = { " " }to look at
office-search = Search
office-open = Open
office-open-of = Open { $name }
office-itself = the office
office-rows = { $first }–{ $last } of { $total }
office-rows-none = Nothing fits
office-earlier = Earlier
office-later = Later
office-flag-other = Needs a look
office-clock-doubtful = Laptop's clock doubtful

office-overview-title = Today at a glance
office-overview-intro = What came from the laptops, and what needs a look.
office-figures = Figures
office-figure-devices = Laptops enrolled
office-figure-today = In contact today
office-figure-conflicts = Differing records
office-contact-title = Last news from laptops
office-contact-today = In contact today
office-contact-never = Never yet
office-contact-at = Last { $when }

office-resident-name = Name
office-resident-birth = Born
office-resident-address = Address
office-resident-flags = To look at
office-residents-search-help = Name, NIK or its last four digits, family card number, or address.
office-residents-none-help = Residents appear here once laptops have sent data. Try the first three letters of the name.
office-facts-title = Resident's data
office-rivals-title = Two differing entries
office-rivals-of = Differing entries of { $name }
office-rival-shown = Shown
office-rival-other = Other entry
office-field = Entry
office-history-title = History

office-letters-title = Register of letters
office-book = Register book
office-book-which = Village, year and series
office-letters-search-help = Number, name, or kind of letter.
office-letters-none = No letters yet.
office-letters-none-help = Letters appear here once laptops have sent data.
office-letter-number = Number
office-letter-kind = Kind
office-letter-whose = For
office-letter-date = Date
office-letter-state = State
office-state-all = All
office-state-help = Void letters stay in the register.
office-state-awaiting = Awaiting signature
office-state-issued = Handed over
office-state-void = Void
office-state-replaced = Replaced by { $number }

office-conflicts-title = To be decided
office-conflicts-intro = All values are kept. Nothing is decided before you press Save.
office-conflicts-some =
    { $count ->
        [one] One record differs on two laptops
       *[other] { $count } records differ on two laptops
    }
office-conflicts-look = Look
office-conflicts-safe = Both values are kept; what is not taken stays in the history.
office-conflicts-none = Nothing to decide
office-conflicts-none-help = All laptops agree.
office-conflicts-more = Only the oldest are shown, of { $total } records.

office-devices-title = Laptops
office-devices-none = No laptops yet
office-devices-none-help = Make a code, then type it on the laptop together with the server's address.
office-device-name = Laptop's name
office-device-name-help = Such as Laptop 02. Leave it empty if the officer names it.
office-device-officer = Officer
office-device-villages = Villages
office-device-mark = Mark
office-device-state = State
office-device-trust = Key
office-device-enrolled-at = Enrolled { $when }
office-told-when = (told { $when })
office-told-all-sent = all sent
office-told-unsent = unsent: { $changes } changes, { $files } files
office-told-free = { $count } GB of disk left
office-told-free-mb = { $count } MB of disk left
office-told-clock-right = clock right
office-told-clock-ahead = clock { $count } minutes ahead
office-told-clock-behind = clock { $count } minutes behind
office-told-version = version { $version }
office-call-disk = Call: disk nearly full
office-call-unsent = Call: unsent for long
office-call-clock = Call: wrong clock
office-call-version = Old version, update
office-call-silent = Call: silent for long
office-code-title = Enrol a new laptop
office-code-intro = The code works once and is shown once. Keep it, or type it on the laptop right away.
office-code-villages = Villages that this laptop may hold
office-code-make = Make a code
office-code-ready = Type this code on the laptop
office-code-server = Server address:
office-code-until = Good until { $when }, for one laptop.
office-ticket-help = Easier: press “Scan QR code” on the laptop, or paste this line into “Line from the office”. It holds the address, the office's key and the code above. It is enough without a signal too: the laptop saves its request to USB. Send it to the officer only.
office-ticket-qr = QR code to enrol a laptop
office-villages-none = No villages yet
office-villages-none-help = Bring in villages, signers and services with an office file: jemput-server office apply.

error-office-lost = The office's server does not answer. What is stored stays safe. Check the connection, then press Try again.
error-office-answer = The server's answer cannot be read. Your data is safe. Reload this page.
error-decision-late = This field was decided or changed while the screen was open. Nothing is lost. Look at the newest state, then decide again if it is still needed.
error-decision-too-large = At most { $max } fields in one decision. Nothing was changed. Choose fewer, then press again.
error-decision-unknown = That decision was not found. The records have not changed. Load this page again.
error-record-unknown = The office does not have that record. Other data are safe. Go back to the list.
error-field-not-writable = This field cannot be written in the console. Both values are kept. Take one of them.

office-conflicts-waiting = Waiting for a decision
office-conflicts-elsewhere =
    { $count ->
        [one] There is still one record outside of this filter.
       *[other] There are still { $count } records outside of this filter.
    }
office-filter-topic = What to decide
office-filter-village = Village
office-filter-kind = Kind of record
office-filter-field = Field
office-filter-clear = Show all
office-topic-rivals = Different values
office-topic-removed = Deleted, but also edited
office-topic-circle = Merged in a circle
office-topic-household = Household does not fit
office-topic-number = One number, two letters
office-topic-approval = Approval does not hold
office-kind-resident = Resident
office-kind-household = Household
office-kind-request = Request
office-kind-letter = Letter
office-kind-attachment = Attachment
office-kind-other = Other record
office-key-walk = move
office-key-take = take
office-key-write = write another
office-key-mark = mark
office-mark = Mark { $name }
office-mark-all = Mark all that are shown
office-family-of = Family of { $name }
office-about-field = { $field } differs
office-about-fields =
    { $count ->
        [one] One field differs
       *[other] { $count } fields differ
    }
office-decided-already = Decided already
office-decided-already-help = There is nothing left to decide about this record.
office-write = Write another
office-write-field = { $field }, corrected
office-write-date = Day-month-year, for example 12-03-1989.
office-hand-unknown = Author not known here
office-note = Reason
office-note-help = For example: saw the original family card.
office-chosen = { $count } of { $total } fields chosen
office-save-next = Save and open the next
office-decided =
    { $count ->
        [one] { $name }: one field decided.
       *[other] { $name }: { $count } fields decided.
    }
office-decided-many =
    { $skipped ->
        [0] { $count } fields decided.
       *[other] { $count } fields decided, { $skipped } left alone because the rule does not fit or they changed.
    }
office-undone =
    { $count ->
        [one] The decision was taken back; one field is open again.
       *[other] The decision was taken back; { $count } fields are open again.
    }
office-printed-title =
    { $count ->
        [one] One letter was printed with { $field } { $value }
       *[other] { $count } letters were printed with { $field } { $value }
    }
office-printed-stay = It stays valid; what is chosen here does not change it.
office-many-title =
    { $count ->
        [one] One record marked
       *[other] { $count } records marked
    }
office-many-intro =
    { $count ->
        [one] One rule for one field. What is not taken stays in the history, and the decision can be undone.
       *[other] One rule for { $count } fields. What is not taken stays in the history, and the decision can be undone.
    }
office-rule = Which value is taken?
office-rule-newest = The newest
office-rule-device = What { $name } wrote
office-many-save =
    { $count ->
        [one] Decide one field
       *[other] Decide { $count } fields
    }
office-many-cancel = Unmark
office-relation-of = Relation of { $name }
office-family-help = Look at the original family card first. People who died or moved stay on record.
office-family-note = Laptops get the change when they connect.
office-family-saved = Relations saved.
office-removed-intro = This record was deleted or merged by somebody who had not seen these changes, or changed by somebody who did not know that it was deleted.
office-removed-note = Neither choice throws any history away.
office-removal = Deleted or merged
office-restore = Bring the record back
office-stay-away = Leave it deleted
office-restored = { $name } is back.
office-stays-away = { $name } stays deleted.
office-circle = These records are merged into each other. For now the one with the smallest number is shown. Take one of the merges back on the resident's page.
office-number-twice = More than one letter bears this number, because a laptop was copied. Both letters stay on record. Void one of them on a laptop and print another in its place; then this row goes away by itself.
office-approval-intro = This letter is printed and stays on record. The office decides whether it stays in force.
office-approval-reason = Reason for the decision
office-approval-reason-help = Read again years later, for example when the letter is examined.
office-approval-note = Choice and reason are kept with your name. Once void, the QR check page says so at once.
office-approval-stand = It stays in force
office-approval-void = Make it void
office-approval-stands = Letter { $name } stays in force.
office-approval-voided = Letter { $name } is void.
error-approval-reason-missing = The reason for the decision is not clear. The letter has not changed. Write at least five letters.
error-nothing-chosen = Nothing is chosen yet. Nothing has changed. Choose a value, then save.

office-backup-title = Backups
office-backup-last = Last backup
office-backup-behind = Changes in no backup yet
office-backup-never = never
office-backup-when = { $hours ->
    [0] { $when }, less than an hour ago
   *[other] { $when }, { $hours } hours ago
}
office-backup-make = Back up now
office-backup-busy = Backing up…
office-backup-off = No backups are set up
office-backup-off-help = If this machine fails, the office's data is lost. Ask the server's administrator to prepare a backup medium (office handbook, Backups).
office-backup-old = The last backup is too old
office-backup-old-help = Check that the backup medium is connected, then press Back up now.
office-backup-here-only = This backup medium is on the same machine, so laptops do not count its data as safe yet. Use a second medium.
office-backup-alarm = This server's data went back without a proper restore
office-backup-alarm-help = { $laptops } knew changes that are not here. The laptops send them again by themselves. Ask the server's administrator what happened.

error-pair-changed = These records changed while the screen was open. Nothing was merged or deleted. Look at the newest state, then press again.
error-reason-missing = No reason was given. The record has not changed. Write why, then press again.

office-nav-duplicates = Duplicates
office-figure-duplicates = Possible duplicates
office-duplicates-title = Possibly recorded twice
office-duplicates-intro = Nothing is merged before you press Merge.
office-duplicates-none = No two records look like one person.
office-duplicates-more = Only the most alike are shown, of { $total } pairs.
office-key-keep = which is kept
office-points = { $points } % alike
office-reason-nik = same NIK
office-reason-nik-nearly = nearly the same NIK
office-reason-name = same name
office-reason-name-nearly = similar name
office-reason-birth = same birth date
office-reason-birth-nearly = similar birth date
office-reason-mother = same mother
office-reason-kk = same family card
office-open-one = Open 1
office-open-two = Open 2
office-pair-help = Choose the record that is kept, then which value is used where they differ.
office-keep-this = Is kept
office-keep-other = Keep this one
office-merge-safe = History and all letters of both stay, and are shown with the kept record. A merge can be taken back at any time.
office-merge = Merge
office-merged = Merged; { $name } is kept.
office-distinct = Not the same person
office-told-apart = Recorded as two people. It will not be asked again.
office-pair-undone = Taken back; the pair waits again.
office-is-merged = Merged into { $name }
office-is-merged-help = Its letters and history are shown there.
office-unmerge = Take the merge back
office-is-deleted = This record was deleted
office-is-deleted-help = It is in no list, search or count. Its history and letters stay.
office-delete = Delete record
office-delete-title = Delete the record of { $name }?
office-delete-help = Only for records that were made by mistake. Do not delete people who died or moved: change their status on the laptop. History and letters stay, and the record can be brought back.
office-delete-no = Do not delete
office-deleted = The record of { $name } was deleted.
office-delete-undone = The deletion was taken back.
office-merged-title = Includes merged records
office-history-of = of { $name }
office-residents-gone = Deleted or merged
field-merged_into = Merged into
field-deleted = Deleted
field-distinct = Not the same person

office-nav-inbox = Inbox
office-figure-inbox = Waiting for the office
office-inbox-title = Waiting for the office's word
office-inbox-intro = The office has these changes, but they do not count yet.
office-inbox-waiting = Waiting
office-inbox-decided = Decided
office-inbox-none = All changes of the laptops count.
office-inbox-more = Only the oldest are shown, of { $total } changes.
office-inbox-received = received { $when }
office-inbox-waits = Waiting
office-inbox-is-accepted = Accepted
office-inbox-is-declined = Declined
office-inbox-erased = The content of this change was erased.
office-inbox-note = Reason: { $note }
office-inbox-reason = Reason, if declined
office-inbox-reason-help = The laptop's officer reads this reason.
office-inbox-accept = Accept and apply
office-inbox-decline = Decline
office-inbox-accepted = The change was accepted and counts.
office-inbox-declined = The change was declined. The officer gets the reason.
office-inbox-new = new
office-inbox-now = Now
office-inbox-would = Would become
office-waits-change-outside-scope = Outside of the laptop's villages
office-waits-change-office-kind = Only the office may change this
office-waits-change-other-device = Brought by another laptop
office-waits-other = Not applied at once
office-kind-signer = Signer
office-kind-village = Village
office-kind-service = Service
office-kind-device = Laptop
error-inbox-late = This change was decided already or does not wait any more. Nothing has changed now. Load this page again.

office-ways = Lists
office-way-decide = To decide
office-way-look = Only to look at
office-behind =
    { $count ->
        [one] One change from the laptops is still being looked through. This list grows by itself.
       *[other] { $count } changes from the laptops are still being looked through. This list grows by itself.
    }
office-look-title = Worth a look, nothing to do
office-look-intro = Two people changed different fields of one record without knowing of each other. All changes count.
office-look-none = Nothing to look at
office-look-none-help = Changes that meet in one record will appear here.
office-beside-intro = See whether these changes make sense together, for example a new address with the old RT. If something is wrong, ask the officer to correct it.
office-beside-note = Nothing changes in the record.
office-looked =
    { $count ->
        [one] One record marked as looked at.
       *[other] { $count } records marked as looked at.
    }
office-looked-next = Looked at, open the next
office-looked-all =
    { $count ->
       *[other] Mark { $count } records as looked at
    }
office-looked-already = Looked at already
office-looked-already-help = There is nothing more to look at in this record.
office-topic-soft = Another field changed too
office-figure-looks = Only to look at
