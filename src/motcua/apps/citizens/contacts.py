"""A phone or an e-mail as people type it."""

from motcua.apps.citizens.models import Person
from motcua.apps.citizens.values import Channel, Contact
from motcua.domain.errors import DomainError
from motcua.domain.identity import EmailInvalid, PhoneInvalid, is_mobile, parse_email, parse_phone


class ContactInvalid(DomainError):
    """A text is neither a mobile phone that receives messages nor an e-mail address."""

    code = "citizens.contact-invalid"


class ContactTaken(DomainError):
    """Another account has verified this phone or e-mail; told only to who has just proven to hold it."""

    code = "citizens.contact-taken"


def parse_contact(text: str) -> Contact:
    """Return the contact in a text. Raises ContactInvalid."""
    try:
        if "@" in text:
            return Contact(Channel.EMAIL, parse_email(text).lower())
        phone = parse_phone(text)
    except (EmailInvalid, PhoneInvalid) as error:
        raise ContactInvalid from error
    if not is_mobile(phone):
        raise ContactInvalid
    return Contact(Channel.SMS, phone)


def holder_of(contact: Contact) -> Person | None:
    """Return the person who has verified a contact."""
    if contact.channel is Channel.SMS:
        return Person.objects.filter(phone=contact.address).first()
    return Person.objects.filter(email__iexact=contact.address).first()


def contacts_of(person: Person) -> tuple[tuple[str, str], ...]:
    """Return a person's verified contacts as channel and address."""
    known = ((Channel.SMS.value, person.phone), (Channel.EMAIL.value, person.email))
    return tuple((channel, address) for channel, address in known if address)
