# The queue and the ticket printer.

nav-queue = Queue
queue-title = Today's queue
queue-intro = { $day } · numbers start from 1 each day
queue-take-title = Give a number
queue-name = Name
queue-service = Purpose
queue-service-other = Something else
queue-priority = Goes first: old, pregnant, disabled, or with a small child
queue-take = Give a number
queue-printer = Tickets are printed on { $printer }.
queue-printer-none = No ticket printer yet. Write the number on paper, or choose a printer in Settings.
queue-printer-settings = Ticket printer
queue-slip-missing = The number is kept, but there is a problem with its slip
queue-slip-file = The slip was saved as a file
queue-next = Next
queue-nobody = Nobody is waiting.
queue-call = Call
queue-waiting = { $count ->
    [one] { $count } person is waiting
   *[other] { $count } people are waiting
}
queue-people = All numbers
queue-empty = No numbers today
queue-empty-help = Give a number to the first person who comes.
queue-since = since { $time }
queue-first = Goes first
queue-actions = Actions for { $number }
queue-served = Done
queue-absent = Did not come
queue-back = Back into the queue
queue-print-ticket = Print ticket
queue-print-receipt = Print receipt
queue-state-waiting = Waiting
queue-state-called = Called
queue-state-served = Done
queue-state-absent = Did not come
tickets-title = Ticket printer
tickets-help = For queue numbers and receipts: a printer with a small paper roll (ESC/POS). Letters always go to the letter printer.
tickets-printer = Printer
tickets-none = No ticket printer
tickets-file = Save as PDF files
tickets-other = Another address…
tickets-paper = Paper width
tickets-mm = { $mm } mm
tickets-address = Address
tickets-address-help = The printer's number in the network, or the name of a device such as /dev/usb/lp0 or /dev/rfcomm0.
tickets-kept = Ticket printer kept
error-ticket-unknown = That number is not in today's queue.
error-ticket-printer-none = No ticket printer is chosen. Choose one in Settings, or write the number on paper.
error-ticket-printer-address = The address “{ $address }” cannot be used. Examples: 192.168.1.50 or /dev/usb/lp0.
error-ticket-printer-paper = The paper must be 58 or 80 mm wide.
error-ticket-printer-off = Ticket printer { $printer } does not answer; nothing came out. Switch it on, then press Print ticket.
error-ticket-printer-lost = The connection to ticket printer { $printer } broke. Look whether paper came out before printing again.
