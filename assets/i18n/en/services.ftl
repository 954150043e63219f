# Service forms, letters, letter numbers and service files.

## Answers of a form

answer-missing = “{ $label }” is not filled in yet.
answer-shape = The answer to “{ $label }” cannot be read: { $value }. Please enter it again.
answer-option = “{ $value }” is no longer an option of “{ $label }”. Choose another.
answer-short = “{ $label }” is too short. Write at least { $min } characters.
answer-long = “{ $label }” is too long: { $count } characters. At most { $max }.
answer-small = “{ $label }” is { $min } at least.
answer-large = “{ $label }” is { $max } at most.
answer-date-not-before = “{ $label }” must be before today, not { $value }.
answer-date-future = “{ $label }” may not be after today: { $value }.
answer-date-past = “{ $label }” may not be before today: { $value }.
answer-date-not-after = “{ $label }” must be after today, not { $value }.
answer-nik = “{ $label }” needs 16 digits; there are { $count }.
answer-time = “{ $label }” must be hours and minutes, such as 14.30, not { $value }.
answer-person-name = The name in “{ $label }” is missing ({ $part }).
answer-person-nik = The NIK in “{ $label }” must have 16 digits; it has { $count } ({ $part }). Leave it empty if it is not known.
answer-person-date = The date in “{ $label }” cannot be read: { $value } ({ $part }). Right: 31-12-1999, or only the year 1954.
answer-person-future = The date in “{ $label }” may not lie after today: { $value } ({ $part }).
answer-person-long = { $part } in “{ $label }” is too long. At most { $max } characters.
answer-people-few = “{ $label }” needs at least { $min } people.
answer-people-many = “{ $label }” takes at most { $max } people.

## People in the form

person-from-family = Take from the family
person-add = Add a person
person-remove = Remove person { $number }
person-number = Person { $number }
person-none = Nobody yet.
time-format = hours.minutes
answer-character = “{ $label }” holds an invisible character that cannot be printed ({ $code }). Delete it and type again.

## The resident in a letter

letter-name-missing = The resident has no name. Complete the resident's data first.
letter-village-incomplete = The village's data is incomplete: its name, district, regency or province is empty. The input is saved. Ask the office to complete it, then sync.
letter-nik-invalid = NIK { $value } is not right and may not be printed. Correct it in the resident's data, or clear it if the resident has none.
letter-nik-none = The resident has no NIK. The letter says “belum memiliki NIK”.
letter-resident-dead = The resident is recorded as deceased. This letter cannot be made.
letter-resident-lives = This letter is about somebody who has died. First set the resident's status to dead in the resident's data.
letter-resident-gone = The resident is recorded as moved or missing. Make sure that they still live here.
letter-address-missing = The resident has no address. Complete the resident's data first.
letter-fact-missing = The resident's data does not have this. The letter shows “-”.

## Letter numbers

number-brace = A brace in the number pattern has no partner.
number-unknown-name = The number pattern has an unknown name.
number-width = The width must be 1 to 9, and only the serial has one.
number-character = The letter number holds a character that it may not have.
number-no-serial = The number pattern has no serial.
number-no-year = The serial restarts every year, but the pattern does not carry the year.
number-empty-part = A part of the letter number is empty.
number-unit-empty = The village has no unit code, so no letter number can be made. Ask the office to fill it in.
number-code-empty = The letter kind has no classification code.
number-too-long = The letter number is too long.

## Letter numbers, where one stops a print

error-number-brace = { number-brace }
error-number-unknown-name = { number-unknown-name }
error-number-width = { number-width }
error-number-character = { number-character }
error-number-no-serial = { number-no-serial }
error-number-no-year = { number-no-year }
error-number-empty-part = { number-empty-part }
error-number-unit-empty = { number-unit-empty }
error-number-code-empty = { number-code-empty }
error-number-too-long = { number-too-long }

## Service files

service-not-toml = The service file cannot be read: { $detail }
service-wrong-shape = The service file does not fit: { $detail }
service-format-unknown = The service file has format { $format }; this app knows format { $known }. Update the app.
service-component-missing = The service standard component “{ $component }” is missing.
service-component-empty = The service standard component “{ $component }” is empty.
service-id-form = “{ $value }” cannot be a code. Use small letters, digits and hyphens, at most 40.
service-version-zero = Versions start at 1.
service-kind-code-form = The kind code “{ $value }” must be capitals and digits, at most 8.
service-text-empty = “{ $key }” is empty.
service-validity-zero = Validity is at least 1 month. Delete the line if the letter has no end.
service-number-format = The number pattern “{ $value }” is not right.
service-time-long = The service time is over 60 days.
service-key-form = The key “{ $key }” must start with a small letter; only small letters, digits and underscores.
service-key-twice = The key “{ $key }” is used twice.
service-options-missing = The choice “{ $key }” has no options.
service-options-unused = Options are for choices only (“{ $key }”).
service-option-twice = The option “{ $value }” stands twice in “{ $key }”.
service-rule-unused = A date rule is for dates only (“{ $key }”).
service-range-unused = Smallest and largest do not apply to this kind of question (“{ $key }”).
service-range-empty = The largest of “{ $key }” is below the smallest.
service-suggest-unused = Suggestions are for text questions only (“{ $key }”).
service-default-wrong = The first answer of “{ $key }” does not fit its kind.
service-condition-tests = The condition of “{ $key }” must have exactly one of is, not and answered.
service-condition-unknown = A condition names “{ $field }”, which does not stand before it.
service-condition-value = A condition names the value { $value }, which cannot be an answer of “{ $field }”.
service-signature-count = A letter has exactly one signature block; there are { $count }.
service-template-braces = A brace in the letter's text has no partner.
service-name-unknown = The name “{ $name }” is unknown.
service-filter-unknown = The filter “{ $filter }” is not known.
service-template-statement = The statement “{ $word }” in the letter's text is not known or has no counterpart. Use if, elif, else and endif.
service-margin = A margin of { $value } mm is out of range. Use 5 to 60 mm.
service-parts-unused = A list of parts is only for questions about people (“{ $key }”).
service-part-unknown = The part “{ $part }” is not known.
service-part-name = A question about a person (“{ $key }”) must ask the part name.
service-part-not-asked = The part “{ $part }” is not asked in “{ $field }”, so it cannot be printed.
service-identity-of = “{ $of }” is neither resident nor a question about one person.
service-people-field = “{ $field }” is no question about several people.
service-block-empty = This list is empty.
service-signature-columns = One to three people sign side by side; here { $count }.
service-attachment-signature = The signature block is for letters only. In attachments use signatures.
service-example = The example's answer “{ $key }” has no question or not its form.
