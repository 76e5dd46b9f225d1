import type { LegalEntity } from '../src/api/types.js';

const LEGAL_ENTITY: LegalEntity = {
  id: 'le-1',
  version: 6,
  name: 'Lin Europe',
  country: 'PL',
  currency: 'PLN',
  zone: 'Europe/Warsaw',
  street: 'ul. Fikcyjna 1',
  postalCode: '00-001',
  city: 'Warszawa',
  email: 'books@lin.example',
  taxIds: { nip: '1111111111' },
  registrations: {},
  bankAccount: { bank: 'Bank', account: '1' },
  seriesPrefix: 'PL',
  fiscalYearMonth: 1,
  mailsDocuments: false,
};

/** A seller in Poland. Tests override only the fields that they check. */
export function buildLegalEntity(change: Partial<LegalEntity> = {}): LegalEntity {
  return { ...LEGAL_ENTITY, ...change };
}
