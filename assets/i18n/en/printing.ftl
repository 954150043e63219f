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
error-printer-coarse = Printer { $printer } prints too coarsely ({ $dpi } dots per inch): the QR code would not be read. Nothing was printed. Choose another printer and print again; the letter keeps its number.
error-printer-format = Printer { $printer } cannot read PDF. Choose another printer, or save as PDF.
error-printer-refused = Printer { $printer } refused this letter ({ $status }). The letter is stored. Choose another printer or try again.
error-printer-uncertain = The letter was sent to printer { $printer }, but the outcome is not known. Look whether paper came out.
error-printer-job-unknown = The printer does not remember this letter any more. Look whether paper came out.
error-printer-folder = No file can be written in { $folder }: { $detail } Check the free space or choose another folder.
error-printer-pdf = The pages cannot be read as PDF: { $detail } The letter's data is safe.
error-printer-off = Printer { $printer } does not answer. Switch it on, check cable or connection, then try again.
error-printer-too-late = The printer is through with this letter; it cannot be cancelled any more. Look whether paper came out.
error-printer-no-paper = Ticket printer { $printer } is out of paper. Put in a new roll, then print again.
error-trouble-paper = Out of paper, or the wrong size. Load paper; the printer goes on by itself.
error-trouble-jam = Paper is stuck. Take it out, then close the printer.
error-trouble-cover = The printer's cover is open. Close it; the printer goes on by itself.
error-trouble-ink = Ink or toner is used up. Replace it; the printer goes on by itself.
error-trouble-off = The printer is off or its cable is out. Switch it on; the letter waits and is printed once.
error-trouble-stopped = The printer's queue is stopped. Start it in this computer's printer settings; the letter waits there.
error-trouble-other = The printer reports a fault. Look at its screen or lamps.

## Printers on the screen

printer-measured = measured
printer-own-paper = For { $paper }
printer-refuses = This printer does not know { $paper } paper. It knows: { $takes }.
printer-test = Test sheet and measures
printer-forget = Forget
printer-papers = Certain papers
printer-papers-help = Choose if one size of paper is always in another printer.
printer-for-paper = { $paper } letters
printer-same = The printer in use
printer-address = Address of a network printer
printer-address-help = For a printer that is not found by itself. Its screen or settings sheet shows the numbers.
printer-add = Add printer
printers-found = Printers in the network
printers-found-help = Printers on the same Wi-Fi or network cable are found by themselves.
printers-search = Search for printers
printers-searching = Searching for a few seconds…
printers-found-none = No other printer was found
printers-found-none-help = Switch the printer on, connect it to the same network as this laptop, then search again. If it still does not show, type its address below.
printer-found-take = Use { $name }
printer-found-no-pdf = This printer does not take letters directly. Set it up in the laptop's printer settings first; then it is in the list above.
printer-found-unusable = Needs setting up
error-printer-search = The network cannot be searched ({ $detail }). Printers that are chosen still work. Type the printer's address, or try again.
printer-test-title = Test sheet: { $printer }
printer-test-print = Print the { $paper } test sheet
printer-test-sending = Sending the test sheet…
printer-test-sent = The { $paper } test sheet was sent
printer-test-sent-help = Wait for the sheet, then measure it with a ruler.
measure-help = Type the numbers of the test sheet in millimetres. Later letters are moved and get margins by these numbers.
measure-bar = Length of the thick line (mm)
measure-left = Left edge to the upright line (mm)
measure-top = Upper edge to the level line (mm)
measure-edges = The smallest number that can be read on each ruler
measure-edge-top = Upper edge (mm)
measure-edge-right = Right edge (mm)
measure-edge-bottom = Lower edge (mm)
measure-edge-left = Left edge (mm)
measure-submit = Use these numbers
error-printer-measure = A number is missing or is none. Fill in all of them in millimetres, such as 20.5.
error-printer-scales = The line of 100 mm came out { $count } mm long: the printer scales pages, and QR codes may not be read. Switch off “fit to page” in the printer's settings, choose the right paper, then print the test sheet again.
error-printer-shrinks = Printer { $printer } shrinks pages: the line of 100 mm came out { $count } mm long, so that the QR code would not be read. Nothing was printed. Switch off “fit to page” in the printer's settings and measure the test sheet again, or choose another printer.
error-printer-edges = Edges must be 0 to { $count } mm. Check the rulers.
error-printer-unknown = That printer is not used on this laptop yet. Press Use this first.

## What came out

print-cancel = Cancel printing
print-cancelled = Printing on { $printer } was cancelled
print-ask = Ask the printer again
print-unprinted-help = This letter is not printed yet. Its number stays; printing again uses the same one.
job-cancelled = cancelled
copy-many = Copies { $first } to { $last }
copies-count = { $count ->
    [one] { $count } sheet
   *[other] { $count } sheets
}
reprint-title = Print again
reprint-help = Number, date and QR code stay the same.
reprint-printer = Printer
reprint-usual = The printer in use
reprint-copies = Copies
reprint-submit = Print
letter-unprinted = Not printed yet
unprinted-title = { $count ->
    [one] { $count } letter is not printed yet
   *[other] { $count } letters are not printed yet
}
unprinted-help = The number is used. Open the letter marked “Not printed yet”, look at the printer or print again.
error-print-open = The last print on { $printer } has no answer yet. First say whether paper came out, or cancel it, so that the letter is not printed twice.
error-print-copies = Copies must be 1 to { $count }.
