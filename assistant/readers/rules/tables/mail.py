"""How mails, notes and lists are laid out: headers, greetings, signatures; and how software is addressed."""

from assistant.readers.rules.tables.load import sections

_MAIL = sections("mail")
HEADERS, SUBJECTS, GREETINGS, CLOSINGS = _MAIL["headers"], _MAIL["subjects"], _MAIL["greetings"], _MAIL["closings"]
ADDRESSEES, ORDERS = _MAIL["addressees"], _MAIL["orders"]  # someone other than a person is spoken to, or told to do
