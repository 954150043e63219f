# Layout of letters, and printers.

## Letters

error-letter-character = The letters' typeface has no “{ $character }” ({ $code }), used in “{ $text }”. Replace or delete it, then try again.
error-letter-template = The letter text of this service cannot be read: { $detail } Tell the office.
error-letter-logo = The village's logo cannot be read: { $detail } Ask the office for another PNG logo.
error-letter-seal = The seal is too long for a QR code ({ $count } characters). Tell the office.
error-letter-too-high = A part of the letter is higher than a page. Shorten it, then try again.
error-letter-pdf = The PDF file could not be made: { $detail } The letter's data is safe.

## Printers

error-printer-uri = The printer address “{ $address }” cannot be used. A correct one: ipp://192.168.1.20/ipp/print.
error-printer-unreachable = Printer { $printer } does not answer. The letter is stored with its number. Check cable or connection, then press Print again.
error-printer-lost = The connection to printer { $printer } broke while printing. The letter is stored. Look first whether paper came out.
error-printer-not-accepting = Printer { $printer } takes no letters now. The letter is stored. Enable the printer, then press Print again.
error-printer-paper = Printer { $printer } does not know { $paper } paper. Choose the paper that is loaded, then print again.
error-printer-format = Printer { $printer } cannot read PDF. Choose another printer, or save as PDF.
error-printer-refused = Printer { $printer } refused this letter ({ $status }). The letter is stored. Choose another printer or try again.
error-printer-uncertain = The letter was sent to printer { $printer }, but the outcome is not known. Look whether paper came out.
error-printer-job-unknown = The printer does not remember this letter any more. Look whether paper came out.
error-printer-folder = No file can be written in { $folder }: { $detail } Check the free space or choose another folder.
error-printer-pdf = The pages cannot be read as PDF: { $detail } The letter's data is safe.
