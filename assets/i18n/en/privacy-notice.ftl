# The privacy notice for citizens (UU 27/2022 articles 21 and 22): screens, paper and public page use the same sentences.
privacy-notice-title = Privacy notice
privacy-notice-who = Who is responsible
privacy-notice-who-told = { $office } is responsible for the personal data that is recorded for this service (articles 21 and 22 of UU 27/2022).
privacy-notice-officer = Where to ask about personal data: { $value }.
privacy-notice-address = Address: { $value }.
privacy-notice-phone = Telephone: { $value }.
privacy-notice-unreachable = The office has not fully said yet whom to ask about personal data. Please ask the officer at the counter.
privacy-notice-what = What is recorded, what for, and on which basis (article 20)
privacy-notice-line = { $what }. What for: { $why }. Basis: { $basis }. Kept: { $kept }.
privacy-notice-consent = What is recorded only if you agree
privacy-notice-consent-told = Your telephone number, notes and photo are recorded only if you agree. Without them you are served all the same. You may take your consent back at any time; they are then erased.
privacy-notice-sent = Who can see it
privacy-notice-sent-told = Officers of village and office who may; who looks at whose data is recorded. A letter is handed to you or to somebody you authorise. Whoever holds a letter can check that it is genuine without seeing your whole name. Other authorities get data only where the law demands it.
privacy-notice-rights = Your rights (articles 5 to 13)
privacy-notice-rights-told = You may know what is recorded and get a copy, ask for correction, ask for erasure, and take back your consent. Population data and letters that the law demands to be kept are not erased (article 15).
privacy-notice-ask = How to ask
privacy-notice-ask-told = Come to the office or use the address above, and say who you are. The request is written down and answered within three times 24 hours, free of charge.

privacy-notice-open = Privacy notice
privacy-notice-print = Print
privacy-notice-printing = Sending to the printer …
privacy-notice-printed = The notice was sent to the printer ({ $paper }).
privacy-notice-english = Bahasa Indonesia
error-privacy-contact-missing = The notice cannot be printed yet: the office has not fully said its name, its address or telephone, and who answers for personal data. Other data is safe. The office fills this in its office file ([office]: name, address, phone, data_officer).
kind-office = The office's own data
help-phone = Ask first: recorded only if the person agrees.
help-note = Ask first: recorded only if the person agrees. Nothing about health or belief.
