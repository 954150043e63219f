# Attachments: photos and documents of a record.

attachments-title = Attachments
attachments-none = No photo or document yet.
attachments-part = attachments { $sent }/{ $all } sent
attachments-all = { $all ->
    [one] one attachment
   *[other] { $all } attachments
}
attach-portrait = Photo of the resident
attach-paper = Photo of a document
attach-document = Choose a file
camera-opening = Opening the camera…
camera-live = What the camera sees now
camera-taken = The picture just taken
camera-take = Take the picture
camera-again = Take again
camera-keep = Use this picture
camera-turn = Other camera
camera-file = Choose a picture file
camera-retry = Try again
camera-missing = This laptop has no camera
camera-missing-help = Your data is safe. Take the picture with a phone, copy it to the laptop or a stick, then press Choose a picture file.
camera-denied = The camera may not be used
camera-denied-help = Check the camera's switch or cover on the laptop and the system's camera permission, then press Try again. A picture from a phone can be chosen as a file.
camera-busy = Another program is using the camera
camera-busy-help = Close that program, then press Try again. A picture from a phone can be chosen as a file.
attach-consent = The person agrees
attach-consent-ask = A person's photo is kept only with the person's consent. Ask first; without it the person is served all the same.
attach-consent-noted = The consent was recorded today.
attach-help = Photos are made smaller and lose the camera's place. PDF and DOCX have at most 2 MB.
attach-path-open = Type where the file is
attach-path = Place of the file, such as /media/usb/kk.jpg
attach-found = Newest files on this laptop and on USB:
attach-pick = Choose a file
attach-path-add = Attach
attachment-size = { $kilobytes } KB
attachment-here = only on this laptop
attachment-going = { $percent } % sent
attachment-both = at the office
attachment-there = its content is not on this laptop yet
attachment-coming = comes when data is sent, { $percent } % is here
attachment-open = Look at { $name }
attachment-save = Save { $name } into the Documents folder
attachment-fetch = Get it from the office
attachment-remove = Take { $name } off
attachment-removed = { $name } was taken off. The file is not erased.
kind-attachment = Attachments
stage-connecting = Calling the office…
stage-snapshot-down = Getting the village's records from the office: { $kilobytes } of { $all } KB. After a cut it goes on from here
stage-snapshot-in = Saving the village's records: { $records } of { $all }
stage-files-up = Sending attachments, { $files } left ({ $kilobytes } KB)
stage-files-down = Getting attachments from the office
files-title = Attachments
files-none = All attachments are at the office.
files-waiting = { $files ->
    [one] One file ({ $kilobytes } KB) is only on this laptop.
   *[other] { $files } files ({ $kilobytes } KB) are only on this laptop.
}
files-wanted = { $files ->
    [one] One file will be fetched from the office.
   *[other] { $files } files will be fetched from the office.
}
files-stuck = { $files ->
    [one] One file is held up; the reason stands beside it. Send attachments now tries it again.
   *[other] { $files } files are held up; the reasons stand beside them. Send attachments now tries them again.
}
files-thrift = Save data: records go by themselves, attachments only when asked for
files-unsent-short = { $count ->
    [one] one attachment unsent
   *[other] { $count } attachments unsent
}
files-now = Send attachments now
parked-title = Waiting for the office's decision
parked-help = The office has received and kept these, but they do not count yet. There is nothing for you to press; the office decides.
parked-waits = Waiting
parked-decided = The office's decision
parked-accepted = Accepted by the office
parked-accepted-help = This change counts now.
parked-declined = Declined by the office
parked-declined-help = This change does not count. The office keeps what you wrote.
parked-word = The office says: { $word }
parked-when = written { $when }
parked-change-unreadable = The office cannot read this record. Update the app, then save it once more.
parked-change-too-large = This record is too large. Split it into several.
parked-change-empty = This record holds nothing.
parked-change-same-id = Another record bears the same mark. The office looks into this laptop.
parked-change-other-device = This record was written in another laptop's name.
parked-change-office-kind = Only the office may change this kind of record.
parked-change-outside-scope = The resident is not of this laptop's village.
parked-other = The office has to look at it first.

reports-title = Repaired by itself
reports-read = I have read this
report-rollback = The office's computer was restored from a backup ({ $when }). What it had lost was sent again from this laptop; nothing is lost. Tell the office.
report-rollback-open = The office's computer knows less than it once told ({ $when }). What it lacks is being sent again from this laptop; nothing is lost. There is nothing for you to press.
report-rollback-alarm = The office's data went back without a signed restore ({ $when }). All your work is saved and sent again; the evidence is kept on this laptop and sent to the office. Call the office now.
report-forked = This laptop was once restored from a copy, or its copy is still in use ({ $when }). All records are saved. Tell the office; do not use two laptops with the same data.
report-checksum = Records of { $village } on this laptop differed from the office's ({ $when }) and were fetched anew. They agree now. There is nothing for you to press.
report-checksum-again = Records of { $village } on this laptop still differ from the office's ({ $when }). Your work is saved. Tell the office.
