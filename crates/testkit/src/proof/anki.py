"""What the same records cost in Anki (Rust, SQLite): STEP FOLDER URL [FILE], prints one line of JSON.

One note for each citizen, its 27 fields are the citizen's. Needs the package `anki`.
"""

import json
import os
import sys
import time

from anki.collection import AddNoteRequest, Collection

step, folder, url = sys.argv[1:4]
file = sys.argv[4] if len(sys.argv) > 4 else None
os.makedirs(folder, exist_ok=True)
col = Collection(folder + "/collection.anki2")
FIELDS = (
    "uuid nik kk name birth_place birth_date sex mother_name address rt rw village_code village_name district_name "
    "religion education job marital_status phone service service_status gps notes officer device created_at updated_at"
).split()


def rows():
    with open(file, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def text(value):
    return value if isinstance(value, str) else json.dumps(value)


def model():
    found = col.models.by_name("warga")
    if found is None:
        made = col.models.new("warga")
        for name in FIELDS:
            col.models.add_field(made, col.models.new_field(name))
        template = col.models.new_template("k")
        template["qfmt"], template["afmt"] = "{{uuid}}", "{{name}}"
        col.models.add_template(made, template)
        col.models.add(made)
        found = col.models.by_name("warga")
    return found


start, used = time.monotonic(), time.process_time()
if step == "init":
    model()
elif step in ("up", "down"):
    auth = col.sync_login("u", "p", url)
    col.sync_collection(auth, False)
    col.close_for_full_sync()
    col.full_upload_or_download(auth=auth, server_usn=None, upload=step == "up")
    col.reopen(after_full_sync=True)
elif step == "load":
    kind = model()
    wishes = []
    for row in rows():
        note = col.new_note(kind)
        note.guid = row["uuid"]
        for at, name in enumerate(FIELDS):
            note.fields[at] = text(row[name])
        wishes.append(AddNoteRequest(note=note, deck_id=1))
    col.add_notes(wishes)
elif step == "edit":
    notes = []
    for row in rows():
        note = col.get_note(col.db.scalar("select id from notes where guid=?", row["uuid"]))
        for name in row["changed"] + ["updated_at"]:
            note[name] = text(row[name])
        notes.append(note)
    col.update_notes(notes)
elif step == "sync":
    auth = col.sync_login("u", "p", url)
    # Signing in is a hash of the passphrase: not counted on either side.
    start, used = time.monotonic(), time.process_time()
    col.sync_collection(auth, False)
seconds, used = time.monotonic() - start, time.process_time() - used
col.close()
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1]
print(json.dumps({"seconds": seconds, "usage": {"cpu": used, "peak_kb": int(peak)}}))
