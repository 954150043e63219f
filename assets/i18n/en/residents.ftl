# Residents: fields, checks and import

date-unreadable = “{ $value }” cannot be read as a date. Type day, month, year, such as 31-12-1989, or only the year.
date-short-year = The year in “{ $value }” has two digits only. Write it with four.
date-no-such-day = { $month } { $year } has only { $days } days. Look at “{ $value }” and type it again.
date-no-such-month = There is no month { $month } in “{ $value }”. The order is day, month, year.
date-year-range = The year { $year } in “{ $value }” is outside 1850–2150. Check the year.

# NIK

nik-length = A NIK has 16 digits, this one has { $count }. The other fields are kept. Look at the card and complete it.
nik-not-digits = A NIK has digits only; “{ $value }” has something else in it. Look at the card and correct it.
nik-filler = These digits look like filler, not a NIK. Look at the card. Leave it empty if the person has none.
nik-day = Digits 7 and 8 of the NIK are { $day }; they must be the day of birth 01–31 (women 41–71). Look at the card.
nik-month = Digits 9 and 10 of the NIK are { $month }; they must be the month of birth 01–12. Look at the card.
nik-date-not-real = The NIK says a birth date of { $date }, which no calendar has. The NIK is kept; look at the card.
nik-serial-zero = The last four digits of the NIK are 0000. The NIK is kept; look at the card.
nik-date-mismatch = The birth date does not fit the NIK: { $birth_date } here, { $nik_date } in the NIK. Letters can be made; look at the family card first.
nik-sex-mismatch = The sex does not fit the NIK: { $sex } here, { $nik_sex } in the NIK. Look at the card.
nik-region-retired = The NIK carries the old district code { $code } (now { $new_code }). It stays valid.
nik-region-unknown = The district code { $code } of the NIK is not known. The NIK is kept; look at the card.
nik-cleaned = Dots, blanks or invisible characters were taken out of the NIK.
nik-draft = The NIK “{ $value }” is not right yet. It is kept as a note and not printed. Look at the card and correct it.
nik-excel-damage = Excel turned the NIK into { $value }, so its digits are lost. Make the column Text and type the NIK from the card.
nik-number-cell = Excel holds the NIK { $value } as a number; its last digit may have become 0. Compare it with the card.
nik-none = This person has no NIK. A temporary number is for the records only and never printed.
nik-twice-in-file = { $name } in row { $row } has the same NIK. Both are kept apart; look at both cards.
parent-nik-unusable = The parent’s NIK “{ $value }” is not right. Leave it empty or copy it from the card.

# Family card

kk-length = A family card number has 16 digits, this one has { $count }. Look at the card and complete it.
kk-not-digits = A family card number has digits only; “{ $value }” has something else in it. Look at the card.
kk-filler = These digits look like filler, not a family card number. Look at the card, or leave it empty.
kk-date = The family card number says { $value }, which no calendar has. It is kept; look at the card.
kk-missing = The family card number is missing. The person is kept; fill it in when the card is there.
kk-excel-damage = Excel turned the family card number into { $value }, so its digits are lost. Make the column Text and type it from the card.
kk-number-cell = Excel holds the number { $value } as a number; its last digit may have become 0. Compare it with the card.

# Names

name-missing = The name is missing. Write the full name as on the card.
name-too-long = The name has { $count } characters, at most { $max } fit. Shorten it as on the card.
name-long = The name has { $count } characters. It is kept; check that it is as on the card.
name-digit = There is a digit in the name. Check for a slip.
name-one-word-at-birth = The baby’s name has one word. First records ask for two at least; tell the parents.
name-punctuation-at-birth = The baby’s name holds “{ $value }”. First records ask for letters only; tell the parents.

# Resident

birth-date-future = The birth date { $date } lies in the future. Check the year.
birth-date-old = That makes an age of { $age }. Check the year of birth.
birth-date-missing = The birth date is missing. If only the year is known, write the year.
sex-missing = The sex is missing.
relation-missing = The relation to the head of family is missing.
wife-male = Recorded as a wife, but the sex is male. Correct one of the two.
husband-female = Recorded as a husband, but the sex is female. Correct one of the two.
single-with-wedding = Recorded as single, but there is a wedding date or certificate. Correct one of the two.
single-spouse = Recorded as single, but the relation is { $relation }. Look at the family card.
wedding-before-birth = The wedding on { $date } is before the birth. Correct one of the two.
divorce-before-wedding = The divorce on { $date } is before the wedding. Correct one of the two.
event-date-future = The date { $date } lies in the future. Check the year.
married-child = By the dates, the age at the wedding was { $age }. Check both dates.
pregnant-male = Recorded as pregnant, but the sex is male. Correct one of the two.
code-unknown = “{ $value }” is not in the list. Choose from the list.
text-too-long = The text has { $count } characters, at most { $max } fit. Shorten it first.
coordinate-unreadable = “{ $value }” is no coordinate. Write degrees, such as -7.5231, or leave it empty.
basic-status-dead = This person is recorded as dead.
basic-status-gone = This person is recorded as { $status }. Check whether the person still lives in the village.

# Household

household-two-heads = There is more than one head of family: { $names }. Look at the card and correct the relation.
household-no-head = This family has no head yet. Look at the card and choose who is.
household-head-dead = The head of family { $name } is dead. The family needs a new card; the history is kept.
household-head-gone = The head of family { $name } no longer lives here. The family needs a new card; the history is kept.
household-head-no-member = The head of family on the card is not a member of this family.
household-empty = Nobody lives in this household any more. The office may close the number.

# Import: the file

import-not-a-table = This file is no table. Nothing on the laptop has changed. Choose an Excel (.xlsx) or CSV file.
import-empty = This file is empty. Nothing on the laptop has changed. Choose another one.
import-no-rows = This file has only the header in row { $row } and no residents below it. Fill it in and import it again.
import-password = This file is locked with a password. Nothing on the laptop has changed. Save it without one in Excel and import it again.
import-format = The format { $format } cannot be read. Nothing on the laptop has changed. Open the file, save it as Excel (.xlsx) and import it again.
import-damaged = This file is damaged. Nothing on the laptop has changed. Ask for a copy, or open it in Excel and save it again.
import-unreadable = This file cannot be opened. Nothing on the laptop has changed. Close it in other programs and try again.
import-too-large = This file has more than { $max } rows. Nothing on the laptop has changed. Split it into several files.
import-cancelled = The import was stopped. Residents saved so far stay; the same file may be imported again.
import-no-name-column = There is no column “nama” in this file; row { $row } holds: { $found }. Nothing on the laptop has changed. Correct the column titles and import it again.
import-not-residents = This file has names but no NIK, family card, birth date or address (its columns: { $found }). Nothing on the laptop has changed. Choose a list of residents.
import-column-missing = The column “{ $column }” is missing. Residents can be imported without it.
import-column-unknown = Column { $letter } “{ $column }” is not known and left out. The other columns are used.
import-column-twice = The column “{ $column }” is there twice; column { $letter } is left out.

# Import: rows

import-row-twice = The same person is also in row { $row } of this file.
import-nik-taken = This NIK belongs to { $name } on the laptop. Both are kept apart and marked for the office.
import-similar = May be the same person as { $name }, who is already recorded. Both are kept apart and marked for the office.
import-field-kept = Import does not change this field: it stays “{ $old }”, the file says “{ $new }”. Change it on the resident’s page if the person moved.

# Names of fields

field-name = Full name
field-nik = NIK
field-nik_draft = NIK, not right yet
field-nik_temporary = Temporary number
field-kk = Family card number
field-household = Household
field-sex = Sex
field-birth_place = Place of birth
field-birth_date = Date of birth
field-religion = Religion
field-education = Education
field-schooling = Attending now
field-occupation = Occupation
field-marital_status = Marital status
field-relation = Relation to the head of family
field-citizenship = Citizenship
field-father_nik = Father’s NIK
field-father_name = Father’s name
field-mother_nik = Mother’s NIK
field-mother_name = Mother’s name
field-blood_type = Blood type
field-birth_certificate = Birth certificate
field-passport = Passport number
field-passport_until = Passport valid until
field-kitas = Residence permit (KITAS)
field-marriage_certificate = Marriage certificate
field-marriage_date = Date of wedding
field-divorce_certificate = Divorce certificate
field-divorce_date = Date of divorce
field-disability = Disability
field-contraception = Contraception
field-pregnant = Pregnancy
field-ektp = Electronic identity card
field-recording_status = Biometric recording
field-address = Address
field-dusun = Hamlet
field-rt = RT
field-rw = RW
field-current_address = Present address
field-basic_status = Status in the register
field-ethnicity = Ethnic group
field-card_tag = Card chip number
field-insurance = Health insurance
field-insurance_number = Health insurance number
field-lat = Latitude
field-lng = Longitude
field-phone = Telephone
field-extras_consent = Agreed to telephone, note and photo
field-note = Note

extras-without-consent = Ask whether the person agrees that telephone, note and photo are recorded, then tick the box. Without consent leave both empty; the person is served all the same.
approval-missing = This letter was printed without saying who checked it. Ask the officer who printed it.
approval-no-right = { $name } checked this letter, but had no right to check letters on { $day }.
approval-not-that-day = { $name } checked this letter, but the right to check did not cover { $day }.
approval-own-work = { $name } checked an own letter on { $day }, though the office wants another officer to check.
approval-not-given = This letter of { $day } names { $name } as the one who checked it, but the approval was not written by that officer. Ask in person.
