import type { IndexStepEvidence } from '#contracts';
import { describedInvoice } from '../../../../test/support/invoice-document.js';
import { readPdf } from '../../../../test/support/read-pdf.js';
import { changedPrices, type IndexLetter } from '../domain/index-letter.js';
import { DOCUMENT_LANGUAGES } from '../domain/invoice-document.js';
import { renderIndexLetter } from './render-index-letter.js';

const TIERS = [
  { upTo: '100000', unitPrice: '0.40' },
  { upTo: null, unitPrice: '0.32', flatFee: '0' },
];
const STEP: IndexStepEvidence = {
  stepOn: '2027-01-01',
  noticeBy: '2026-12-02',
  noticeDays: 30,
  cap: '1.02',
  floor: '1',
  fixedPercentPerYear: null,
  factorDecimals: 6,
  priceDecimals: null,
  parts: [
    {
      since: '2025-02-01',
      rawFactor: '1.023034',
      appliedFactor: '1.020000',
      indexes: [
        {
          key: 'wages',
          weight: '0.5',
          series: 'PL_wages',
          baseMonth: '2025-01',
          base: '118.4',
          baseSource: 'GUS',
          month: '2026-12',
          value: '126.1',
          source: 'GUS 2027',
        },
      ],
      charges: [
        {
          key: 'base',
          agreed: { model: 'flat', amount: '4900.00' },
          before: { model: 'flat', amount: '4900.00' },
          after: { model: 'flat', amount: '4998.00' },
        },
        {
          key: 'air',
          agreed: { model: 'graduated', tiers: TIERS },
          before: { model: 'graduated', tiers: TIERS },
          after: {
            model: 'graduated',
            tiers: [
              { upTo: '100000', unitPrice: '0.408' },
              { ...TIERS[1]!, unitPrice: '0.3264' },
            ],
          },
        },
      ],
    },
  ],
};
const { seller, buyer, look } = describedInvoice();
const LETTER: IndexLetter = {
  look,
  seller,
  buyer,
  contract: 'K-PL-1',
  currency: 'PLN',
  writtenOn: '2026-11-20',
  effectiveOn: '2027-01-01',
  step: STEP,
  charges: [
    { key: 'base', nameI18n: {}, due: 'arrears', perMachine: true, signal: '', unit: '' },
    {
      key: 'air',
      nameI18n: { en: 'Air', zh: '用气' },
      due: 'arrears',
      perMachine: false,
      signal: 'volume',
      unit: 'm3',
    },
  ],
};
/** Words that a letter must contain in each language, with its format of numbers and dates. */
const WORDS = {
  en: [
    'Price adjustment of contract K-PL-1',
    'Base fee, per month, per machine 4,900.00 4,998.00 +2%',
    '1 Jan 2027',
  ],
  zh: ['合同 K-PL-1 调价通知', '用气', '2027 年 1 月 1 日', '此致敬礼'],
  es: ['Ajuste de precios del contrato K-PL-1', '4,900.00', '1 ene 2027'],
  id: ['Penyesuaian harga kontrak K-PL-1', '4.998,00', '1 Jan 2027'],
  pl: ['Zmiana cen w umowie K-PL-1', '4 998,00', '1 sty 2027'],
} as const;
const textOf = async (letter: IndexLetter, language: keyof typeof WORDS): Promise<string> =>
  (await readPdf(await renderIndexLetter(letter, language))).pages.join(' ').replaceAll(/\s+/g, ' ');

describe('the letter of an index adjustment', () => {
  it.each(DOCUMENT_LANGUAGES)('contains the required text in %s, in embedded fonts', async (language) => {
    const text = await textOf(LETTER, language);
    for (const words of [...WORDS[language], '青岛风源', 'PL_wages', 'GUS, GUS 2027'])
      expect(text).toContain(words);
    expect(text).not.toMatch(/\{\w+\}/);
  });

  it('contains the calculation with its limits', async () => {
    const text = await textOf(LETTER, 'en');
    for (const words of [
      '0.5 + 0.5 × 126.1 ÷ 118.4 = 1.023034',
      'caps the factor at 1.02',
      'Factor applied to the agreed prices: 1.02',
      'Air, from 0 to 100,000, per m³ 0.4 0.408 +2%',
      'Air, above 100,000, flat fee 0.00 0.00',
    ])
      expect(text).toContain(words);
  });

  it('states a fixed rate, and continues over pages', async () => {
    const [part] = STEP.parts;
    const charges = Array.from({ length: 60 }, (_, index) => ({
      ...part!.charges[0]!,
      key: `base-${index}`,
    }));
    const step = {
      ...STEP,
      fixedPercentPerYear: '2',
      parts: [{ ...part!, indexes: [], rawFactor: '1.02', charges }],
    };
    const names = charges.map(({ key }) => ({ ...LETTER.charges[0]!, key, nameI18n: { en: key } }));
    const { pages } = await readPdf(await renderIndexLetter({ ...LETTER, step, charges: names }, 'en'));
    expect(pages.length).toBeGreaterThan(1);
    const text = pages.join(' ').replaceAll(/\s+/g, ' ');
    expect(text).toContain('2% per year on the prices first agreed: 1.02');
    for (const { key } of charges) expect(text).toContain(key);
    expect(text).not.toContain('Published by');
  });

  it('has the same bytes each time', async () => {
    const [one, two] = [await renderIndexLetter(LETTER, 'zh'), await renderIndexLetter(LETTER, 'zh')];
    expect(one.equals(two)).toBe(true);
  });
});

describe('prices before and after a step', () => {
  it('are listed field by field, with their changes', () => {
    const [, air] = STEP.parts[0]!.charges;
    expect(changedPrices(air!.before, air!.after)).toEqual([
      {
        where: { place: 'tierFee', from: '100000', upTo: null },
        before: '0',
        after: '0',
        isAmount: true,
        changePercent: null,
      },
      {
        where: { place: 'tierPrice', from: '0', upTo: '100000' },
        before: '0.40',
        after: '0.408',
        isAmount: false,
        changePercent: '2.00',
      },
      {
        where: { place: 'tierPrice', from: '100000', upTo: null },
        before: '0.32',
        after: '0.3264',
        isAmount: false,
        changePercent: '2.00',
      },
    ]);
  });
});
