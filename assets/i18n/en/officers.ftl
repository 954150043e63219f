# Several officers on one laptop, passphrases, PINs, locking.

error-passphrase-wait = It did not fit several times. The data is safe and nothing was deleted. Wait { $seconds } seconds, then try again.
error-passphrase-wait-minutes = It did not fit several times. The data is safe and nothing was deleted. Wait { $minutes } minutes, then try again.
error-pin-wrong = The PIN does not fit, { $left } tries left. The data is safe. Type it again, or use the passphrase.
error-pin-over = The PIN does not open any more. The data is safe. Sign in with the passphrase; after that the PIN works again.
error-pin-short = A PIN has { $count } to 12 digits. Everything else is as it was. Type it again.
error-pin-easy = That PIN is too easy to guess. Everything else is as it was. Use digits that are neither in order nor all the same.
error-lock-minutes = There is no such time. The old setting stays.
error-officer-ended = According to the office, this officer's service has ended. The work is kept under the officer's name. Sign in as another officer, or call the office.
error-officer-here = That officer can sign in on this laptop already, with their own passphrase.
error-officer-not-named = The office has not named that officer for a village on this laptop. Nothing has changed. Ask the office to add the officer, then sync.

unlock-pin = PIN
unlock-pin-help = The PIN is enough, since you signed in with your passphrase today.
unlock-by-pass = Use the passphrase
unlock-by-pin = Use the PIN
unlock-why-idle = Locked because nobody used it for a while
unlock-why-sleep = Locked because the laptop slept
unlock-why-ended = Your service has ended
unlock-why-help = Drafts are kept. Sign in again to go on.
unlock-why-ended-help = The office ended the service of the officer who was signed in. Work and drafts are kept under that name.
lost-title = This laptop was reported lost
lost-help = { $office } says that this laptop is lost ({ $when }). Its officers' passphrases are deleted. The data on it stay encrypted, and unsent work is still there.
lost-call = If you found this laptop, please call { $office }: { $phone }.
lost-call-office = If you found this laptop, please hand it to { $office }.
lost-recover = I am its officer, sign in with the recovery code
unlock-why-lost = The office says that this laptop is lost
unlock-why-retired = This laptop was retired
retire-title = Retire the laptop
retire-help = If this laptop is not used any more, replaced or given back: all work is sent, then all data on the laptop are deleted.
retire-open = Retire this laptop…
retire-ask = Retire this laptop?
retire-what = Jemput sends everything and makes sure that the office has a backup of it. Only then data, attachments, keys and copies on this laptop are deleted. This cannot be undone.
retire-unsent = Unsent: { $count } changes, { $files } files
retire-unsafe = Sent, but not in the office's backup yet: { $count } changes
retire-drafts = Unfinished drafts: { $count }
retire-drop = Throw these drafts away
retire-own-files = PDFs and tables that you saved yourself in the Documents folder, and copies on a USB stick, are not deleted.
retire-pass = Your passphrase
retire-busy = Sending and checking…
retire-submit = Send all, then delete
retired-title = This laptop was retired
retired-help = All work is with the office, and the data on this laptop are deleted ({ $when }). To use it again, enrol it with a new code.

officers-title = Officers on this laptop
officers-help = Every officer signs in with their own passphrase. Every change is recorded under the name that is signed in.
officers-you = signed in
officers-gone = No longer in service
officers-gone-drafts = { $count ->
    [0] no drafts
    [one] one draft is kept
   *[other] { $count } drafts are kept
}
officers-add = Add an officer
officers-add-help = The new officer is here and types their own passphrase. Never type it for somebody else.
officers-none = The office has named no other officer for the villages on this laptop. Ask it to add one on its Laptops page, then sync.
officers-who = Who is added
officers-who-empty = Choose a name
officers-pass = The new officer's passphrase
officers-pass-help = At least 10 characters or four words. Only that officer knows it.
officers-added = { $name } can now sign in on this laptop.

lock-title = Passphrase and lock
lock-minutes = Lock when not used
lock-minutes-option = { $count } minutes
lock-minutes-help = A laptop that slept is always locked.
pin-set-title = PIN for unlocking
pin-set-help = 6 to 12 digits. A PIN only opens a locked screen; after the laptop is switched on it takes the passphrase.
pin-new = New PIN
pin-save = Use this PIN
pin-saved = The PIN is used from now on.
pin-remove = Remove the PIN
pin-removed = The PIN is removed. The passphrase opens the screen.
pass-change-title = Change the passphrase
pass-old = Passphrase now
pass-new = New passphrase
pass-save = Change the passphrase
pass-saved = The passphrase is changed.
log-out = Log out
log-out-help = For another officer to sign in. Your PIN does not open until you sign in with your passphrase again.

leave-title = { $count ->
    [one] One record is not sent
   *[other] { $count } records are not sent
}
leave-help = All of it is kept on this laptop. Nothing is sent while it is locked.
leave-sending = Sending…
leave-failed = Not everything was sent. What was not is kept on this laptop.
leave-send = Send first, then lock
leave-send-out = Send first, then log out
leave-now = Lock now
leave-now-out = Log out now

kind-laptop_officer = Officer on a laptop

error-recovery-length = A recovery code has 28 letters and digits, there are { $count }. The other input stays. Have the office read it out again.
error-recovery-letter = Letter { $place } is not used in recovery codes. The other input stays. There are no digits 0 and 1 and no letters I and O; check that letter.
error-recovery-place = Letter { $place } seems to be wrong. The other input stays. Ask for that letter once more.
error-recovery-somewhere = Some letters are wrong or changed places. The other input stays. Have the office read the code out once more.
error-recovery-wrong = That is not this laptop's code, or it was replaced. The data is safe. Have the office read out this laptop's newest code.
error-recovery-none = This laptop has not left a recovery code with the office yet. The data is safe. Sign in as another officer, or call the office.
error-recovery-reason = The reason is missing. No code was shown. Write who asks and how you know that person.
error-recovery-not-left = That laptop has not left a recovery code. It does so at its next sync.

unlock-forgot = Forgot the passphrase?
forgot-title = A new passphrase by the office's code
forgot-intro = Call the office and ask for this laptop's recovery code. { $name }'s data is not lost.
forgot-code = Recovery code
forgot-code-help = 28 letters and digits. Spaces and hyphens do not matter.
forgot-submit = Use the new passphrase

error-recovery-ask-changed = That laptop does not ask with these letters any more. Nothing was sent. Reload the page, then compare with the officer again.

forgot-online = Ask for the code over the network
forgot-compare = Read this to the office
forgot-waiting = The office sees the same letters on its Laptops page, then sends the code. Waiting…
forgot-arrived = The code from the office is here
forgot-arrived-help = Choose a new passphrase.

error-keystore-absent = This computer's keystore was not found, and the laptop is bound to this computer. The data is safe, and your passphrase is not wrong. Try again after signing in to Windows or Linux anew; if it stays so, ask the office for a recovery code.
error-keystore-locked = This computer's keystore is still locked. The data is safe, and your passphrase is not wrong. Sign in to Windows or Linux anew, then try again; if it stays so, ask the office for a recovery code.
error-keystore-silent = This computer's keystore does not answer. The data is safe, and your passphrase is not wrong. Try again in a moment; if it stays so, ask the office for a recovery code.
error-keystore-refused = This computer's keystore refuses. The data is safe, and nothing has changed. Try again; if it stays so, ask the office for a recovery code to sign in.
error-keystore-missing = This laptop's key is no longer on this computer, such as after Windows or Linux was set up anew. The data is safe, and your passphrase is not wrong. Ask the office for a recovery code.
error-officer-no-way-in = This officer's way in to the laptop was deleted. The work is kept. Ask a colleague who can sign in to add the officer again in Settings, or ask the office for a recovery code.

unlock-by-code = Use a code from the office
unbound-title = The laptop is not bound to this computer any more
unbound-help = The computer's keystore did not help, so the laptop was opened by the office's code and is now locked by passphrases alone. Colleagues on this laptop have to be added again in Settings, or use a code from the office.

binding-title = Security
binding-set = Bind to this computer
binding-gain = If the laptop is stolen or its disk is copied, passphrases cannot be guessed on another computer.
binding-price = If Windows or Linux is set up anew, or a copy is opened on another laptop, it takes a code from the office.
binding-copies = Copies on a USB stick that were made before still open with the passphrase. Keep them safe, or delete them once there are new ones.
binding-ask = Open this data on this computer only?
binding-confirm = Bind
binding-on = This laptop is now bound to this computer.
binding-off = It is not bound any more. Passphrases alone open this laptop.
binding-none-absent = This computer has no keystore that is running, so it cannot be bound yet.
binding-none-now = This computer's keystore is locked or does not answer, so it cannot be bound yet.
binding-broken = Before you lock the screen, make sure that somebody can read out a recovery code from the office.
