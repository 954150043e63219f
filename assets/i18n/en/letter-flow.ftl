# A letter's way: numbers, checking, handing over, the register book.

## Letter numbers
numbers-title = Letter numbers
numbers-intro = Numbers that the office keeps for this laptop. They work without a network.
numbers-none = No numbers yet
numbers-none-help = Get a signal, then press Send now on the Send data page.
numbers-series = Series { $series }
numbers-series-year = Series { $series }, year { $year }
numbers-kinds-more = { $kinds }, and { $count } more kinds
numbers-next = Next number
numbers-stock = Stock
numbers-when = Send data before a trip when { $count } or fewer are left; the office adds more by itself.
numbers-low-title = { $left } numbers left
numbers-low-long = Send data before the trip; the office adds more by itself. If they run out on the way, the laptop goes on with { $mark } numbers, which are just as valid.
numbers-own-title = Using this laptop's numbers: { $mark }-001 and on
numbers-own-long = The office's numbers are used up or were given up. This laptop's numbers are valid and never those of another laptop. Send data to get new ones.
numbers-elsewhere = Used outside Jemput
numbers-blocks = Numbers kept for this laptop
numbers-block = Numbers
numbers-block-left = Left
numbers-block-empty = used up

## Numbers by hand
manual-open = Use another number
manual-title = Number by hand
manual-help = Only if the village's book has a number for this letter already. Numbers in use are refused.
manual-serial = Serial number
manual-reason = Reason
manual-reason-help = At least five letters, such as: already in the village's book.
manual-submit = Use this number
manual-given = Uses serial number { $serial }: { $reason }.
manual-back = Use the next number
error-manual-reason-missing = The reason for a number by hand is not clear. The form is kept. Write at least five letters.
error-manual-number-range = The serial number must lie between 1 and { $most }. The form is kept. Check the digits.
error-manual-number-used = Letter { $number } ({ $title }) has that number. The form is kept. Use another number.
error-manual-number-held = That number is kept for { $laptop }. The form is kept. Use another number, or ask the office to record it.
error-manual-number-burned = That number was given up, since it may have been printed. The form is kept. Use another number.

## Register book
register-title = Register book
register-book-intro = All numbers in order. Numbers without a letter say why.
register-book = Year and series
register-pdf = Save PDF
register-xlsx = Save Excel
register-serial = Serial
register-checked = Checked by { $name }
register-note = Note
register-note-manual = Number by hand: { $reason }
register-note-void = Reason: { $reason }
register-counts = { $letters } letters; { $gaps } numbers without a letter, all explained.
gap-count = { $count } numbers without a letter
gap-elsewhere = used outside Jemput: { $reason }
gap-burned = given up after { $laptop } was restored or retired; never used again
gap-held = kept for { $laptop }; not used yet, or its letter has not arrived
gap-passed-over = passed over after a laptop was restored, or its letter has not arrived
gap-not-given = not given out by the office yet
error-register-unknown = This laptop does not have that book yet. Other data is safe. Choose another year.
error-register-format = Choose PDF or Excel for the register book.

## Checking
approve-and-print = Approve and print
ask-check = Ask for a check
flow-submitted = Waiting to be checked
flow-submitted-help = The request goes with the data. Once another officer has approved it, the letter can be printed on this laptop.
flow-recall = Take it back
flow-returned = Given back to be mended
flow-checked = Approved by { $name }, { $when }
flow-checked-help = It must not change any more before it is printed.
flow-stale = Changed since it was approved
flow-stale-help = { $name } approved what stood here before. Take it back, then ask for a check again.
flow-to-check = { $name } asks for this letter to be checked
flow-to-check-help = Compare form and preview with the person's papers. Your approval is recorded.
flow-approve = Approve
flow-return = Give back
flow-return-title = Give it back to its officer?
flow-return-reason = What needs mending
flow-return-help = At least five letters, such as: the address is not complete.
waiting-title = To be checked
waiting-of = Filled by { $name }
waiting-checked = Approved
waiting-open = Waiting
error-check-no-right = The office has not given you the right to check letters. The form is kept. Press Ask for a check.
error-check-not-that-day = The right to check letters does not cover this letter's date. The form is kept and no number is used. Ask another officer to check it.
error-check-own-work = The office wants another officer to check letters. The form is kept. Press Ask for a check.
error-check-stale = The letter changed since { $name } approved it. The form is kept and no number is used. Take it back, then ask for a check again.
error-check-by-printing = A letter of your own is approved by printing it. The form is kept.
error-request-of-others = Another officer filled this request. The data is safe. Only that officer changes and prints it.
error-request-submitted = This request is being checked. The form is kept. Take it back before you change it.
error-return-reason-missing = Write what needs mending, at least five letters. The request was not given back.

## Date
day-title = Which day is it?
day-floored = This laptop's clock is far behind.
day-jumped = This laptop's clock has just moved by more than a day.
day-ahead = This laptop's clock is more than a day ahead of the office's.
day-window = This laptop's clock is outside the time in which its seal key is good.
day-why = This laptop's clock is in doubt.
day-help = Letters and their seals carry this date today, and it is recorded. Look at a calendar or a phone.
day-label = Today's date
day-submit = Use this date
error-date-needed = This laptop's clock is in doubt. The form is kept and no number is used. Write today's date first.
error-date-unreadable = That date cannot be read. Nothing has changed. Write day, month and year, such as 25-11-2026.
error-date-before-known = That day is over: today is { $earliest } at the earliest. Nothing has changed. Look at a calendar.
error-date-outside-key = On { $day } this laptop's seal key is not good. Nothing has changed. Check the date, or send data so that the key is renewed.

## Handing over and correcting
signed-how = Receipt
signed-on-paper = On paper
signed-on-screen = On the screen
signature-of = Signature of { $name }
sign-here = Sign in this field with finger, pen or mouse.
sign-again = Start again
error-signature-empty = There is no signature yet. The letter was not handed over. Let the receiver sign, or choose On paper.
error-signature-unreadable = The signature cannot be read. The letter was not handed over. Sign once more.
error-signature-long = The signature is too long. The letter was not handed over. Press Start again and sign once more.
letter-signed = Receipt
letter-checked = Checked
letter-replaces = Replaces
letter-manual = Number by hand
letter-date = Date of the letter
letter-date-given = Written by the officer, since the laptop's clock was in doubt
reprint-file = File copy: SALINAN stands across it
copy-for-file = File copy
correct = Correct
correct-title = Correct this letter?
correct-help = Letter { $number } stays in force until its replacement is printed, and is void then. Its number is not used again.
correct-reason = What is wrong
correct-reason-help = At least five letters, such as: the address is misspelt.
correct-submit = Make a correction
error-correction-reason-missing = Write what is wrong with letter { $number }, at least five letters. The letter has not changed.

## Practice
practice-title = Practice mode
practice-help = Letters are printed with LATIHAN across them, without number and seal. No letter is kept.
practice-begin = Begin practice
practice-end = End practice
practice-card = Practise printing
practice-card-help = For learning without using letter numbers. It ends by itself when the screen is locked.
print-practice = Print for practice
error-practice-on = Practice mode is on. The form is kept and no number is used. Press End practice first.
error-practice-off = Practice mode is over. The form is kept. Turn it on again in Settings if you need it.

## Checking a letter by picture
seal-camera = Use the camera
seal-picture = Choose a photo of the letter
seal-camera-title = Photograph the letter's QR
seal-list-date = Compared with the key list of { $date }.
seal-list-none = A key list was never received. Get a signal, then press Send now on the Send data page.
seal-genuine-key-revoked = This letter is on record
seal-genuine-key-revoked-help = The laptop that made it was revoked, but the letter is in the register.
error-seal-no-code = No QR can be seen on that picture. Nothing has changed. Photograph it closer and flat, with enough light.
error-seal-no-picture = That file is no JPG or PNG picture. Nothing has changed. Choose a photo of the letter.
kind-numbers_elsewhere = Numbers outside Jemput
kind-number_holder = Holders of numbers
kind-numbering = Number formats
kind-officer = Officers' rights
kind-date_given = Dates given by officers
kind-office_keys = The office's seal keys
