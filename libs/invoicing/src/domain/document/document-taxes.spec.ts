import fc from 'fast-check';
import { type DocumentToTax, figuresOfIssued, taxDraft, taxTogether } from './document-taxes.js';
import type { Supply, TaxRuleFacts } from './tax-rules.js';

const rule = (supply: Supply, changes: Partial<TaxRuleFacts> = {}): TaxRuleFacts => ({
  buyerCountry: 'PL',
  supply,
  category: 'standard',
  percent: '23',
  taxStep: null,
  reason: '',
  validFrom: '2020-01-01',
  validTo: null,
  ...changes,
});

const DOCUMENT: DocumentToTax = {
  currency: 'PLN',
  prices: 'exclusive',
  buyerCountry: 'PL',
  taxPoint: '2026-11-30',
  rules: [rule('service'), rule('goods')],
  lines: [
    { kind: 'base', amountMinor: 490_000n },
    { kind: 'usage', amountMinor: 98_604n },
  ],
};

describe('the taxes of a draft', () => {
  it('are calculated once per rate, and shared by the lines', () => {
    expect(taxDraft(DOCUMENT)).toMatchObject({
      netMinor: 588_604n,
      taxMinor: 135_379n,
      grossMinor: 723_983n,
      taxes: [
        { category: 'standard', percent: '23', taxableMinor: 588_604n, taxMinor: 135_379n, reason: '' },
      ],
      lines: [
        { netMinor: 490_000n, taxMinor: 112_700n, rule: { supply: 'service', percent: '23' } },
        { netMinor: 98_604n, taxMinor: 22_679n },
      ],
      holds: [],
    });
  });

  it('are included in the prices if the contract says so', () => {
    const lines = [{ kind: 'base', amountMinor: 12_300n }];
    expect(taxDraft({ ...DOCUMENT, prices: 'inclusive', lines })).toMatchObject({
      netMinor: 10_000n,
      taxMinor: 2_300n,
      grossMinor: 12_300n,
    });
  });

  it('are rounded to the regime’s increment, and amounts to the currency’s', () => {
    const rules = [rule('service', { buyerCountry: 'ID', percent: '11', taxStep: '1' })];
    const lines = [{ kind: 'usage', amountMinor: 123_456_789n }];
    expect(taxDraft({ ...DOCUMENT, currency: 'IDR', buyerCountry: 'ID', rules, lines })).toMatchObject({
      netMinor: 123_456_789n,
      taxMinor: 13_580_200n,
      taxStep: '1',
    });
  });

  it('exclude a deposit, regardless of the rules', () => {
    const lines = [
      { kind: 'base', component: 'fee', amountMinor: 10_000n },
      { kind: 'base', component: 'deposit', amountMinor: 50_000n },
    ];
    expect(taxDraft({ ...DOCUMENT, lines })).toMatchObject({
      netMinor: 60_000n,
      taxMinor: 2_300n,
      grossMinor: 62_300n,
      taxes: [
        { category: 'standard', percent: '23', taxableMinor: 10_000n, taxMinor: 2_300n },
        { category: 'outside_scope', percent: '0', taxableMinor: 50_000n, taxMinor: 0n },
      ],
    });
    expect(taxDraft({ ...DOCUMENT, rules: [], lines: [lines[1]!] })).toMatchObject({
      grossMinor: 50_000n,
      holds: [],
    });
  });

  it('state why no tax is charged', () => {
    const abroad = {
      buyerCountry: '*',
      category: 'reverse_charge',
      percent: '0',
      reason: 'art. 28b',
    } as const;
    const taxed = taxDraft({ ...DOCUMENT, buyerCountry: 'DE', rules: [rule('service', abroad)] });
    expect(taxed).toMatchObject({ taxMinor: 0n, grossMinor: 588_604n, holds: [] });
    expect(taxed.taxes).toEqual([
      {
        category: 'reverse_charge',
        percent: '0',
        taxableMinor: 588_604n,
        taxMinor: 0n,
        reason: 'art. 28b',
      },
    ]);
  });

  it('put the document on hold if a supply has no rule, with one reason per supply', () => {
    const lines = [...DOCUMENT.lines, { kind: 'kit', amountMinor: 100n }, { kind: 'kit', amountMinor: 5n }];
    const taxed = taxDraft({ ...DOCUMENT, rules: [rule('service')], lines });
    expect(taxed.holds).toEqual([
      { code: 'tax_rule_missing', params: { supply: 'goods', country: 'PL', taxPoint: '2026-11-30' } },
    ]);
    expect(taxed.netMinor).toBe(588_709n);
  });

  it('exclude lines on hold, and need no rule for lines of zero', () => {
    const lines = [{ kind: 'usage', amountMinor: null }, { kind: 'kit', amountMinor: 0n }, ...DOCUMENT.lines];
    const taxed = taxDraft({ ...DOCUMENT, rules: [rule('service')], lines });
    expect(taxed.holds).toEqual([]);
    expect(taxed.lines[0]).toEqual({ netMinor: null, taxMinor: null, rule: null });
    expect(taxed.grossMinor).toBe(723_983n);
  });

  it('add up for any amounts, and can be restored from the lines', () => {
    const amount = fc.option(fc.bigInt({ min: -1_000_000n, max: 10n ** 12n }));
    const lines = fc.array(
      fc.record({ kind: fc.constantFrom('base', 'usage', 'kit'), amountMinor: amount }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(lines, fc.constantFrom('exclusive' as const, 'inclusive' as const), (some, prices) => {
        const rules = [rule('service'), rule('goods', { percent: '8' })];
        const taxed = taxDraft({ ...DOCUMENT, prices, rules, lines: some });
        const sum = (of: (line: (typeof taxed.lines)[number]) => bigint | null) =>
          taxed.lines.reduce((total, line) => total + (of(line) ?? 0n), 0n);
        expect(taxed.netMinor + taxed.taxMinor).toBe(taxed.grossMinor);
        expect(sum(({ netMinor }) => netMinor)).toBe(taxed.netMinor);
        expect(sum(({ taxMinor }) => taxMinor)).toBe(taxed.taxMinor);
        expect(taxed.taxes.reduce((total, { taxMinor }) => total + taxMinor, 0n)).toBe(taxed.taxMinor);
        const kept = some.map((line, index) => ({ ...line, ...taxed.lines[index]! }));
        const { figures } = figuresOfIssued({ currency: 'PLN', prices, taxStep: taxed.taxStep }, kept);
        expect(figures.total.times(100).toFixed()).toBe(taxed.grossMinor.toString());
      }),
    );
  });

  it('are rounded once for a document of several contracts, and shared among them', () => {
    // 23% of 0.93 is 0.2139. The contracts’ shares are 0.069, 0.0713 and 0.0736.
    const contracts = [30n, 31n, 32n].map((amountMinor) => [
      { kind: 'base', amountMinor, rule: rule('service') },
    ]);
    const shares = taxTogether({ currency: 'PLN', prices: 'exclusive' }, contracts);
    expect(shares.map(({ taxMinor }) => taxMinor)).toEqual([7n, 7n, 7n]);
    const halves = Array.from({ length: 4 }, () => [
      { kind: 'base', amountMinor: 50n, rule: rule('service') },
    ]);
    const four = taxTogether({ currency: 'PLN', prices: 'exclusive' }, halves);
    // 0.115 for each contract, 0.46 in total. Four separate documents would each have a tax of 0.12, in total 0.48.
    expect(four.map(({ taxMinor }) => taxMinor)).toEqual([12n, 12n, 11n, 11n]);
  });

  it('of several contracts add up to those of the document for any amounts, and those of the lines to those of their contract', () => {
    const amount = fc.option(fc.bigInt({ min: -1_000_000n, max: 10n ** 12n }));
    const line = fc.record({ kind: fc.constantFrom('base', 'usage', 'kit'), amountMinor: amount });
    const documents = fc.record({
      contracts: fc.array(fc.array(line, { maxLength: 6 }), { minLength: 1, maxLength: 6 }),
      prices: fc.constantFrom('exclusive' as const, 'inclusive' as const),
      taxStep: fc.constantFrom(null, '1'),
    });
    fc.assert(
      fc.property(documents, ({ contracts, prices, taxStep }) => {
        const rules = [rule('service', { taxStep }), rule('goods', { percent: '8' })];
        const ruled = contracts.map((lines) => {
          const { lines: alone } = taxDraft({ ...DOCUMENT, prices, rules, lines });
          return lines.map((one, index) => ({ ...one, rule: alone[index]!.rule }));
        });
        const shares = taxTogether({ currency: 'PLN', prices }, ruled);
        const [whole] = taxTogether({ currency: 'PLN', prices }, [ruled.flat()]);
        const sum = (amounts: readonly bigint[]) => amounts.reduce((total, one) => total + one, 0n);
        for (const amountOf of ['netMinor', 'taxMinor', 'grossMinor'] as const)
          expect(sum(shares.map((share) => share[amountOf]))).toBe(whole![amountOf]);
        for (const { category, percent, taxMinor, taxableMinor } of whole!.taxes) {
          const same = shares.flatMap(({ taxes }) =>
            taxes.filter((tax) => tax.category === category && tax.percent === percent),
          );
          expect(sum(same.map((tax) => tax.taxMinor))).toBe(taxMinor);
          expect(sum(same.map((tax) => tax.taxableMinor))).toBe(taxableMinor);
        }
        for (const share of shares) {
          expect(sum(share.lines.map((one) => one.taxMinor ?? 0n))).toBe(share.taxMinor);
          expect(sum(share.lines.map((one) => one.netMinor ?? 0n))).toBe(share.netMinor);
        }
        shares.forEach((share, index) => {
          const kept = ruled[index]!.map((one, place) => ({ ...one, ...share.lines[place]! }));
          const { figures } = figuresOfIssued({ currency: 'PLN', prices, taxStep: share.taxStep }, kept);
          expect(figures.total.times(100).toFixed()).toBe(share.grossMinor.toString());
        });
      }),
    );
  });
});
