# A sentence for every error code: what happened, what is safe, what to press.

error-unknown = Something did not work. What was saved is safe. Try once more.
error-internal = Something did not work on this laptop. What was saved is safe. Try once more; if it happens again, tell the office the number under Details.
error-command-input = The input cannot be read. What was saved is safe. Reload this screen and try again.
error-command-unknown = This version of the app does not know that part yet. Data is safe. Update the app.
error-setting-value = That setting has no such value. The old setting stays.

error-disk-full = The laptop's storage is full, so this was not saved. What was saved before is safe, and your input is still on the screen. Remove other files from the laptop, then press once more.
error-file-denied = The laptop does not allow that file to be opened or written. Jemput's data is safe. Choose another folder.
error-file-missing = The file was not found. Jemput's data is safe. Check that the USB stick is still in, then choose the file again.
error-file-failed = The file cannot be read or written. Jemput's data is safe. Try again or choose another place.

error-database-newer = The data on this laptop was written by a newer Jemput. It is safe and was not changed. Install the newest version.
error-database-damaged = The data on this laptop cannot be read. Nothing was changed. Delete nothing; call the office.
error-update-no-room = The new Jemput must copy the data before it updates them, but the laptop's storage is full. Your data are whole and were not changed. Remove other files from the laptop, then sign in again.
error-update-no-copy = The new Jemput must copy the data before it updates them, but the copy cannot be made. Your data are whole and were not changed. Sign in once more; if it happens again, tell the office.
error-database-busy = The data is in use by another part. Your input is still on the screen. Wait a moment, then try again.

error-locked = Jemput is locked. Work is saved. Sign in with your passphrase to go on.
error-not-enrolled = This laptop does not belong to an office yet. Enrol it with the office's code first.
error-enrolled-already = This laptop is enrolled already. Sign in with your passphrase.
error-officer-unknown = That officer is not known on this laptop. Choose another name.
error-officer-name-missing = The officer's name is missing. The other input stays. Write your name.
error-enrol-code-missing = The office's code is missing. The other input stays. Type the code.
error-enrol-code = That code is unknown, was used by another laptop, or has run out. The other input stays. Check the letters, or ask the office for a new code.
error-enrol-tries = Too many tries with codes. The other input stays. Wait a few minutes, then try again.
error-enrol-other-passphrase = An earlier enrolment was not finished and used another passphrase. Nothing is lost. Use the first passphrase.
error-passphrase-short = The passphrase is too short. The other input stays. Use at least { $count } characters, or four words.
error-passphrase-wrong = The passphrase does not fit. Data is safe. Check capitals and small letters, then try again.
error-profile-damaged = This laptop's enrolment file is damaged. Residents' data is safe and was not changed. Call the office.
error-keys-damaged = This laptop's key file is damaged. Residents' data is safe but cannot be opened yet. Call the office.
error-membership-damaged = This laptop's membership cannot be read. Residents' data is safe. Call the office.
error-village-missing = The village's data has not come from the office yet. Work is safe. Connect, then press Send now on the sync page.

error-resident-unknown = That resident is not on this laptop. Other data is safe. Search the name again.
error-resident-deleted = The office deleted this record. Letters that were printed stay valid and in the register. Search the name again if needed.
error-resident-merged-away = This record was merged with one of another village. Letters that were printed stay valid. Ask the office if the person lives here.
error-resident-incomplete = This cannot be saved yet. What you typed stays. Mend what is marked red.
error-service-unknown = That service is not on this laptop yet. Data is safe. Choose another service or connect first.
error-signer-missing = No signer is chosen. The input is saved. Choose a signer.
error-request-unknown = That request is not on this laptop any more. Other data is safe. Start from the resident's page.
error-request-printed = This request's letter was printed already. It is saved with its number. Open it on the page Letters.
error-paper-unknown = That paper size is not available. The input is saved. Choose F4, A4, A5 or Legal.

error-letter-unknown = That letter is not on this laptop. Other data is safe. Look on the page Letters.
error-letter-incomplete = The letter cannot be printed yet. The input is saved, no number was used. Complete what is marked red.
error-letter-void = Letter { $number } is void. Its record is kept. Make a replacement if needed.
error-letter-not-void = Letter { $number } is still in force. Void it before you replace it.
error-letter-replaced-already = Letter { $number } has a replacement already. Open it on the page Letters.
error-letter-awaiting-signature = Letter { $number } still waits for its signature. Record the hand-over first.
error-letter-issued-already = Letter { $number } was handed over. Press Undo if that is wrong.
error-receiver-missing = The receiver's name is missing. The letter is saved. Write who takes it.
error-void-reason-missing = The reason is not clear. The letter was not changed. Write at least five characters.
error-seal-failed = The QR seal cannot be made. The input is saved, no number was used. Call the office.

error-print-unknown = That print order was not found. The letter is saved. Open it on the page Letters.
error-printer-none = No printer is chosen. The input is saved, no number was used. Choose a printer in the settings.
error-printer-address = That printer's address is not known. The old setting stays. Choose from the list.
error-printer-offset = The offset is too large. The old setting stays. At most { $count } millimetres.

error-server-certificates = This laptop has no list of trusted certificates. All work is saved. Ask a technician to install the package ca-certificates.
error-server-address = The office's address cannot be read. The other input stays. Example: https://jemput.contoh.go.id
error-server-needs-https = The address { $host } must use https to protect citizens' data. The other input stays. Type https:// in front.
error-server-unreachable = The office is not connected. All work is saved on this laptop. You may go on working; it is tried again by itself.
error-server-slow = The link to the office is too slow. All work is saved on this laptop. It is tried again by itself.
error-server-cut = The link broke midway. What was sent is not repeated. It is tried again by itself.
error-server-failing = The office's computer has a problem. All work is saved on this laptop. It is tried again by itself.
error-server-rubbish = The answer did not come from Jemput. This Wi-Fi may want a sign-in first. All work is saved; open a browser or change the network.
error-server-not-ours = The answer was not signed by your office. Nothing was taken over, all work is saved. Change the network and tell the office.
error-sync-cancelled = Sending was stopped. What was sent is not repeated. Press Send now to go on.
error-sync-rolled-back = This laptop's data is older than what it once sent. Nothing was deleted. Do not go on sending; call the office.
error-sync-too-new = The office uses a newer Jemput. All work is saved. Update the app.
error-sync-refused = The office refuses this laptop. All work is saved. Call the office.
error-signature = The office did not accept this laptop's signature. All work is saved. Call the office.
error-clock = This laptop's clock is too far from the office's. All work is saved. Set date and time, then try again.
error-import-unknown = That import is not running any more. Residents that came in are there. Choose the file once more.
error-import-running = Another import is running. Wait for it or stop it first.
error-import-format = Choose xlsx or csv for the file of rejected rows.

# Answers of the office.
error-enrol-code-wrong = That code is unknown. The other input stays. Check the letters, or ask the office for a new code.
error-enrol-code-used = That code was used by another laptop. The other input stays. Ask the office for a new code.
error-enrol-code-expired = That code has run out. The other input stays. Ask the office for a new code.
error-enrol-key-known = This laptop is known to the office by another code. Data is safe. Call the office.
error-too-many-tries = Too many tries. The other input stays. Wait a few minutes, then try again.
error-request-malformed = The office cannot read this request. All work is saved. Update the app, then try again.
error-request-too-large = This is too large for one request. Nothing was changed. Shorten it, then try again.
error-request-unsigned = The request came without the laptop's signature. All work is saved. Try again in another network.
error-request-repeated = The same request came twice. All work is saved. Press Send now.
error-request-slow = The link is too slow for this request. All work is saved. It is tried again by itself.
error-signature-wrong = The office did not accept this laptop's signature. All work is saved. Call the office.
error-device-unknown = The office does not know this laptop. All work is saved. Call the office.
error-device-revoked = The office has switched this laptop off. All work is saved. Call the office.
error-clock-behind = This laptop's clock is behind the office's. All work is saved. Set date and time, then try again.
error-village-unknown = That village is not in this office. The other input stays. Choose another one.
error-sync-rollback = The office's data is older than what this laptop once received. All work is saved on the laptop. Tell the office before you go on.
error-sync-forked = This laptop was restored from a copy, or a copy of it is at work. All work is saved. Tell the office, then press Send now.
error-sync-other-server = That address belongs to another office. Nothing was sent, all work is saved. Check the network and tell the office.
error-sync-upgrade = The versions of Jemput on the laptop and at the office are too far apart. All work is saved. Update the app.
error-sync-stale = The office's answer came late. All work is saved. It is tried again by itself.
error-sync-unreadable = This version cannot read a record from the office. All work is saved. Update the app.

# The office console.
error-signed-out = You are signed out. Nothing is lost. Sign in again.
error-sign-in-wrong = Name or passphrase does not fit. Check the letters, then try again.
error-sign-in-locked = Too many tries to sign in. The account is safe. Wait a few minutes, then try again.
error-setup-code-wrong = The set-up code does not fit. See the code that the server printed at its first start.
error-account-name-missing = The account's name is missing. Write a name to sign in with.
error-passphrase-long = The passphrase is too long. Use a shorter one.
error-page-stale = This page was open for too long. Nothing is lost. Reload the page.
error-not-found = What you look for is not there. Other data is safe. Go back to the list.
error-snapshot-gone = The office has newer records of the village ready. They are fetched again by themselves, and your work is safe.
error-snapshot-damaged = The village's records were damaged on the way and were not used. Your work is safe. They are fetched again at the next sync.
error-blob-absent = This file has not reached the office yet. It is still on the laptop that attached it. Try again later.
error-blob-damaged = The file was damaged on the way. The one on this laptop is whole and is sent again from the beginning.
error-blob-offset = The office waits for another part of this file. Sending goes on from there.
error-blob-too-large = The file is larger than { $megabytes } MB, so the office does not take it.
error-blob-unknown = The office does not know this attachment yet. Send the records first, then try again.
error-office-disk-full = The office's storage is full, so nothing was taken in there. What is unsent stays on the laptop and is sent again by itself. Tell whoever runs the office's server to make room.

error-backup-off = No folder for backups is set on this server. All data is safe. Ask the server's administrator to set one (see the office handbook).
error-backup-medium-missing = The backup medium is not there. Data and older backups are safe. Connect it, then try again.
error-backup-other-office = This medium belongs to another office. Nothing was changed. Connect this office's backup medium.
error-backup-medium-full = The backup medium is full. Older backups are untouched. Use a larger one.
error-backup-file-too-large = The backup medium cannot hold a file of this size. Older backups are untouched. Format another one with exFAT or ext4.
error-backup-medium-denied = The backup medium cannot be written. Older backups are untouched. Check its write lock and permissions.
error-backup-busy = Another backup is being made. Wait until it is done.
error-backup-damaged = What was written does not read like the original. Older backups are untouched. The medium may be failing: replace it.
error-backup-no-recovery = There is no recovery code yet, so no backup can be made. The data is safe. Ask the server's administrator to run "backup init".
error-backup-code-wrong = The recovery code does not fit. Nothing was changed. Check it letter by letter.
error-backup-none = That backup is not on this medium. Nothing was changed. Check the medium.
error-backup-failed = The backup was not made. Older backups are untouched. Try again; if it happens again, look at the server's log.
error-restore-folder-used = There is data in the target folder, so nothing was restored there. Use an empty folder.
error-attachment-type = This kind of file cannot be attached. Nothing was changed. Choose a JPG or PNG photo, or a PDF or DOCX document.
error-attachment-large = This file has { $size } MB, the most is { $most } MB. Nothing was changed. Make it smaller, or take a photo of each page.
error-attachment-picture-large = This picture is too large for this laptop to open. Nothing was changed. Take it again in a smaller size.
error-attachment-empty = This file is empty. Nothing was changed. Choose another one.
error-attachment-damaged = This file is damaged or not whole. Nothing was changed. Choose another one or take the photo again.
error-attachment-unknown = That attachment is not on this laptop. Other data is safe. Load this screen again.
error-attachment-owner = The record for this attachment is not on this laptop. Nothing was changed. Open the record again.
error-attachment-elsewhere = The attachment's content is not on this laptop yet. Its record is safe. Press Get it from the office.
error-blob-lost = A part of the attachment cannot be read on this laptop. Other records are safe. Attach the file once more.

error-copy-medium-full = The second medium is full, so no copy was made there. Older copies and all data on the laptop are safe. Remove other files from that medium or use a larger one, then press Make a copy now.
error-copy-target-missing = The place for copies is not there. Data and older copies are safe. Connect the stick or disk, then try again.
error-copy-target-inside = That place lies inside Jemput's own data folder. Choose a stick or another disk.
error-copy-damaged = The copy cannot be read in full. Nothing was changed, and other copies were not touched. Try again; if it happens again, use another stick.
