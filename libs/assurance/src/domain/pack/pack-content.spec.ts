import type { LineSnapshot } from '#invoicing/domain';
import { composePack, type InvoiceToPack, type IssuedToPack, type PackedMeter } from './pack-content.js';

const TAX = {
  supply: 'service',
  category: 'standard',
  percent: '23',
  taxStep: null,
  reason: '',
  validFrom: '2020-01-01',
  validTo: null,
} as const;
const LINE: InvoiceToPack['lines'][number] = {
  position: 1,
  kind: 'base',
  state: 'fixed',
  clause: '2.1',
  params: { of: 31, days: 31 },
  usagePeriodIds: [],
  quantity: null,
  unit: '',
  unitPrice: null,
  amountMinor: '490000',
  netMinor: '490000',
  taxMinor: '112700',
  taxRule: TAX,
  serviceFrom: '2026-10-01',
  serviceTo: '2026-10-31',
  snapshot: null,
};
const INVOICE: InvoiceToPack = {
  id: 'i',
  kind: 'invoice',
  contract: { number: 'K-1' },
  legalEntity: { name: 'Entity' },
  customer: { name: 'Customer' },
  currency: 'PLN',
  zone: 'Europe/Warsaw',
  periodFrom: '2026-10-01',
  periodTo: '2026-11-01',
  contentHash: 'c'.repeat(64),
  heldLines: 1,
  totalMinor: '490000',
  issued: null,
  lines: [LINE],
};
const PARTY = {
  id: 'p',
  name: 'Buyer on the day',
  street: 'ul. Fikcyjna 1',
  postalCode: '00-001',
  city: 'Warszawa',
  country: 'PL',
  taxIds: { nip: '1111111111' },
};
const ISSUED: IssuedToPack = {
  number: 'PL-2026-00001',
  issuedOn: '2026-11-02',
  dueOn: '2026-11-16',
  paymentDays: 14,
  taxPoint: '2026-10-31',
  prices: 'exclusive',
  taxStep: null,
  seller: { ...PARTY, name: 'Seller on the day', registrations: {}, email: 'a@b.example', bankAccount: {} },
  buyer: { ...PARTY, invoiceEmail: 'c@d.example', order: null, language: 'pl' },
  taxes: [{ category: 'standard', percent: '23', taxableMinor: '490000', taxMinor: '112700', reason: '' }],
  netMinor: '490000',
  taxMinor: '112700',
  grossMinor: '602703',
  depositMinor: null,
  payableIncrement: null,
  together: null,
};
const METER: PackedMeter = {
  usagePeriodId: 'u1',
  device: 'FM 1/ü',
  machine: 'SN-1',
  signal: 'air_m3_total',
  unit: 'm3',
  from: '2026-10-01T00:00:00.000Z',
  to: '2026-11-01T00:00:00.000Z',
  knownUntil: '2026-11-01T00:00:00.000Z',
  version: 1,
  ruleVersion: 7,
  zone: 'Europe/Warsaw',
  rule: { modulus: null, maxRatePerHour: null, maxGapMinutes: 60 },
  windows: [],
  records: { changes: [], unbilled: [], uncertified: [], off: [], decisions: [] },
  state: 'measured',
  quantity: '12.5',
  heldQuantity: '0',
  reasons: [],
  startValue: '1',
  endValue: '13.5',
  readingCount: 3,
  hash: 'h',
  days: [{ day: '2026-10-01', quantity: '12.5', heldQuantity: '0', readingCount: 3, hash: 'd' }],
};

const textOf = (path: string, change: Partial<InvoiceToPack> = {}, meters: readonly PackedMeter[] = []) =>
  composePack({ ...INVOICE, ...change }, meters).texts.get(path)!;
const invoiceOf = (change: Partial<InvoiceToPack> = {}, meters: readonly PackedMeter[] = []) =>
  JSON.parse(textOf('invoice.json', change, meters)) as Record<string, unknown>;
const issuedOf = (change: Partial<IssuedToPack> = {}) =>
  invoiceOf({ issued: { ...ISSUED, ...change } })['issued'] as Record<string, unknown>;

describe('the pack of an invoice', () => {
  it('contains a draft’s amounts, with today’s names', () => {
    const said = invoiceOf();
    expect(said).toMatchObject({
      seller: 'Entity',
      buyer: 'Customer',
      total: '4900.00',
      minorUnitDecimals: 2,
      linesWaiting: 1,
      lines: [{ amount: '4900.00', meter: null }],
    });
    expect(said).not.toHaveProperty('issued');
    expect(said).not.toHaveProperty('givesBack');
    expect(said).not.toHaveProperty('lines.0.net');
  });

  it('contains an issued invoice’s parties, taxes and totals as of its issue', () => {
    expect(invoiceOf({ issued: ISSUED })).toMatchObject({
      seller: 'Seller on the day',
      buyer: 'Buyer on the day',
      lines: [{ net: '4900.00', tax: '1127.00', taxRule: { category: 'standard', percent: '23' } }],
      issued: {
        number: 'PL-2026-00001',
        net: '4900.00',
        tax: '1127.00',
        gross: '6027.03',
        taxes: [{ percent: '23', taxable: '4900.00', tax: '1127.00' }],
      },
    });
    for (const field of ['deposit', 'payable', 'payableIncrement', 'together'])
      expect(issuedOf()).not.toHaveProperty(field);
  });

  it('contains the amount to pay if a deposit or rounding changes it', () => {
    expect(issuedOf({ depositMinor: '100000' })).toMatchObject({ deposit: '1000.00', payable: '5027.03' });
    expect(issuedOf({ payableIncrement: '0.05' })).toMatchObject({
      payableIncrement: '0.05',
      payable: '6027.05',
    });
  });

  it('contains what each contract of a group bills', () => {
    const together = [
      { category: 'standard', percent: '23', contracts: [{ contract: 'K-2', amountMinor: '100' }] },
    ];
    expect(issuedOf({ together })).toMatchObject({
      together: [{ percent: '23', contracts: [{ contract: 'K-2', amount: '1.00' }] }],
    });
  });

  it('shows that it is a credit, that a line is on hold, and that it has no taxes', () => {
    const line = { ...LINE, amountMinor: null, netMinor: null, taxMinor: null, taxRule: null };
    expect(invoiceOf({ kind: 'credit_note', issued: ISSUED, lines: [line] })).toMatchObject({
      givesBack: true,
      lines: [{ amount: null, net: null, tax: null, taxRule: null }],
    });
    expect(JSON.parse(textOf('rates.json', { lines: [line] }))).toMatchObject([
      { line: 1, steps: expect.arrayContaining([{ code: 'amount', value: null, unit: 'PLN' }]) as unknown },
    ]);
  });

  it('marks a guarantee with recorded downtime as declared', () => {
    const pricing = { model: 'flat', amount: '0' } as const;
    const snapshot: LineSnapshot = {
      charge: { key: 'e', nameI18n: {}, due: 'arrears', countsBy: 'month', perMachine: false, pricing },
      applied: pricing,
      counter: { from: '2026-10-01', to: '2026-11-01', used: 31, of: 31, isFinal: true },
      counted: [],
      billable: null,
      steps: [],
      gross: '0',
      discount: '0',
      capDiscount: '0',
      exact: null,
      standing: null,
      billedBefore: '0.00',
      performance: {
        rules: 1,
        term: { type: 'energy', kwhPerM3: '1', kwhPrice: '1' },
        facts: null,
        result: null,
        basis: 'declared',
      },
    };
    const line = { ...LINE, kind: 'performance', state: 'measured', snapshot } as const;
    expect(
      invoiceOf({ lines: [line, { ...line, state: 'held' }, { ...line, snapshot: null }] }),
    ).toMatchObject({
      lines: [{ state: 'declared' }, { state: 'held' }, { state: 'measured' }],
    });
  });

  it('names the files of its meters so that every system can store them', () => {
    const second = { ...METER, usagePeriodId: 'u2', device: 'FM-2', machine: null };
    const usage = { ...LINE, kind: 'usage', usagePeriodIds: ['u1'] } as const;
    const pool = { ...usage, usagePeriodIds: ['u1', 'u2', 'gone'] };
    const pack = composePack({ ...INVOICE, lines: [usage, pool] }, [METER, second]);
    expect(pack.meters.map(({ key, file }) => [key, file])).toEqual([
      ['m1', 'm1-FM_1__-air_m3_total'],
      ['m2', 'm2-FM-2-air_m3_total'],
    ]);
    expect(JSON.parse(pack.texts.get('invoice.json')!)).toMatchObject({
      lines: [{ meter: 'm1' }, { meter: null, meters: ['m1', 'm2'] }],
    });
    expect(JSON.parse(pack.texts.get('meters.json')!)).toMatchObject([
      { key: 'm1', files: { readings: 'readings/m1-FM_1__-air_m3_total.csv' } },
      { key: 'm2', machine: null },
    ]);
    expect(pack.texts.get('quantities.csv')).toContain('m1;2026-10-01;12.5;0;m3;3;d;SN-1;FM 1/ü\r\n');
  });

  it('is the same for equal invoices with any order of fields, and differs otherwise', () => {
    const { subject } = composePack(INVOICE, [METER]);
    const turned = { ...LINE, params: { days: 31, of: 31 } };
    expect(composePack({ ...INVOICE, lines: [turned] }, [METER]).subject).toBe(subject);
    expect(composePack({ ...INVOICE, totalMinor: '490001' }, [METER]).subject).not.toBe(subject);
    expect(composePack(INVOICE, []).subject).not.toBe(subject);
  });
});
