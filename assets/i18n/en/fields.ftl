# Names of fields that are no part of a resident's record: facts of a seal and a letter.
field-number = Letter number
field-letter-kind = Kind of letter
field-signer = Signer
field-issued-on = Date of the letter
field-valid-until = Valid until
field-state = State
field-answer = Answer
