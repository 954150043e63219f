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

office-conflicts-title = Differing records
office-conflicts-intro = Two officers changed the same thing without knowing of each other.
office-conflicts-some =
    { $count ->
        [one] One record differs on two laptops
       *[other] { $count } records differ on two laptops
    }
office-conflicts-look = Look
office-conflicts-safe = Both entries are kept and nothing is lost. Officers may go on working; choosing one is not available in this console yet.
office-conflicts-none = Nothing differs
office-conflicts-none-help = All laptops agree.
office-conflicts-more = Only the oldest are shown, of { $total } records.
office-conflict-since = Last changed { $when }

office-devices-title = Laptops
office-devices-none = No laptops yet
office-devices-none-help = Make a code, then type it on the laptop together with the server's address.
office-device-name = Laptop's name
office-device-name-help = Such as Laptop 02. Leave it empty if the officer names it.
office-device-mark = Mark
office-device-officer = Officer
office-device-villages = Villages
office-device-enrolled = Enrolled
office-device-contact = Last contact
office-code-title = Enrol a new laptop
office-code-intro = The code works once and is shown once. Keep it, or type it on the laptop right away.
office-code-villages = Villages that this laptop may hold
office-code-make = Make a code
office-code-ready = Type this code on the laptop
office-code-server = Server address:
office-code-until = Good until { $when }, for one laptop.
office-villages-none = No villages yet
office-villages-none-help = Bring in villages, signers and services with an office file: jemput-server office apply.

error-office-lost = The office's server does not answer. What is stored stays safe. Check the connection, then press Try again.
error-office-answer = The server's answer cannot be read. Your data is safe. Reload this page.
