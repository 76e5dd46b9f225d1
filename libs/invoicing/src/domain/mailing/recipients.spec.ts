import { DomainError } from '#platform/domain';
import fc from 'fast-check';
import { DOCUMENT_MAIL_STATES, hasReached } from './document-mail-state.js';
import { chooseRecipients, findSendRefusal, type RecipientFacts, recipientsOf } from './recipients.js';

const facts = (more: Partial<RecipientFacts> = {}): RecipientFacts => ({
  buyerName: 'Norda Sp. z o.o.',
  buyerEmail: 'invoices@norda.example',
  customerLanguage: 'pl',
  contacts: [],
  ...more,
});
const ewa = { contactId: 'c-1', name: 'Ewa', email: 'ewa@norda.example', language: '' };
const tom = { contactId: 'c-2', name: 'Tom', email: 'tom@norda.example', language: 'en' };

describe('the recipients of a document', () => {
  it('are the contacts in their language, and the address of the buyer', () => {
    expect(recipientsOf(facts({ contacts: [ewa, tom] }))).toEqual([
      { contactId: 'c-1', name: 'Ewa', email: 'ewa@norda.example', language: 'pl' },
      { contactId: 'c-2', name: 'Tom', email: 'tom@norda.example', language: 'en' },
      { contactId: null, name: 'Norda Sp. z o.o.', email: 'invoices@norda.example', language: 'pl' },
    ]);
  });

  it('are without addresses that are empty', () => {
    expect(recipientsOf(facts({ buyerEmail: ' ', contacts: [{ ...ewa, email: '' }] }))).toEqual([]);
  });

  it('are each address once, and a contact replaces the buyer', () => {
    const same = { ...tom, email: 'Invoices@Norda.example' };
    expect(recipientsOf(facts({ contacts: [same] }))).toEqual([
      { contactId: 'c-2', name: 'Tom', email: 'Invoices@Norda.example', language: 'en' },
    ]);
  });

  it('never contain an address twice', () => {
    const contact = fc.record({
      contactId: fc.uuid(),
      name: fc.string(),
      email: fc.constantFrom('', 'a@x.example', 'A@x.example', ' b@x.example', 'b@x.example'),
      language: fc.constantFrom('', 'en', 'zh'),
    });
    fc.assert(
      fc.property(fc.array(contact), fc.constantFrom('', 'a@X.example'), (contacts, buyerEmail) => {
        const found = recipientsOf(facts({ contacts, buyerEmail }));
        const addresses = found.map(({ email }) => email.toLowerCase());
        expect(new Set(addresses).size).toBe(addresses.length);
        expect(addresses.every((address) => address === address.trim() && address !== '')).toBe(true);
        expect(found.every(({ language }) => language !== '')).toBe(true);
      }),
    );
  });

  it('can be limited to some addresses, but not extended', () => {
    const all = recipientsOf(facts({ contacts: [ewa, tom] }));
    expect(chooseRecipients(all, null)).toEqual(all);
    expect(chooseRecipients(all, ['EWA@norda.example']).map(({ name }) => name)).toEqual(['Ewa']);
    expect(() => chooseRecipients(all, ['else@where.example'])).toThrow(DomainError);
  });
});

describe('a document', () => {
  const issued = { isIssued: true, recipients: 1, isSent: false };
  it.each([
    ['that is a draft', { ...issued, isIssued: false }, false, 'billing.document_not_issued'],
    ['without recipients', { ...issued, recipients: 0 }, true, 'billing.no_recipient'],
    ['that was sent', { ...issued, isSent: true }, false, 'billing.document_already_sent'],
    ['that was sent and may be sent again', { ...issued, isSent: true }, true, undefined],
    ['that was not sent', issued, false, undefined],
  ])('%s', (_, of, allowsAgain, code) => {
    expect(findSendRefusal(of, allowsAgain)?.code).toBe(code);
  });

  it('counts as sent while an email may reach its recipient', () => {
    expect(DOCUMENT_MAIL_STATES.filter(hasReached)).toEqual([
      'waiting',
      'sending',
      'sent',
      'outcome_unknown',
    ]);
  });
});
