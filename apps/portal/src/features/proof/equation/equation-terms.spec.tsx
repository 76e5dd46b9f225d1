/// <reference types="vitest/globals" />
import { useTranslation } from 'react-i18next';
import { buildProof, buildProofLine } from '../../../../test/proof.js';
import { renderPortalHook } from '../../../../test/render.js';
import { plain } from '../../../../test/screen-texts.js';
import { text } from '../../../../test/text.js';
import type { Proof } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { equationTerms } from './equation-terms.js';

type Step = Proof['equation'][number];

const step = (code: string, value: string | null, unit = 'm3'): Step => ({ code, value, unit });
const equationOf = async (line: Partial<Proof['line']>, equation: readonly Step[] = []) => {
  const proof = buildProof({ line: buildProofLine(line), equation: [...equation] });
  const { result } = await renderPortalHook(() => {
    const { t } = useTranslation();
    return equationTerms(proof, t, useFormat());
  });
  return result.current;
};
const written = async (...of: Parameters<typeof equationOf>) =>
  plain((await equationOf(...of)).map(({ sign = '', value }) => `${sign}${String(value)}`).join(' '));

describe('the equation of an amount', () => {
  it.each<[string, Partial<Proof['line']>, readonly Step[], string]>([
    ['a usage line', {}, [], '99.95 EUR =1,000.5 m³ ×0.0999'],
    ['a fee', { quantity: null, unitPrice: null }, [], '99.95 EUR'],
    ['a line on hold', { amount: null, quantity: null }, [], '—'],
    [
      'a line with an allowance',
      {},
      [step('billed', '1000.5'), step('included', '200'), step('overage', '800.5')],
      '99.95 EUR = (1,000.5 m³ −200 m³ ) ×0.0999',
    ],
    [
      'a line within its allowance',
      {},
      [step('billed', '150'), step('included', '200'), step('overage', '0')],
      '99.95 EUR =0 m³ ×0.0999',
    ],
    [
      'a line with prepaid credits',
      {},
      [step('billed', '1000.5'), step('included', '0'), step('prepaid', '900'), step('overage', '100.5')],
      '99.95 EUR =100.5 m³ ×0.0999',
    ],
    [
      'a line with an unknown quantity',
      {},
      [step('billed', null), step('included', '200'), step('overage', null)],
      '99.95 EUR = (— −200 m³ ) ×0.0999',
    ],
    [
      'a correction',
      {},
      [step('is_amount', '120.00', 'EUR'), step('was_amount', '99.95', 'EUR')],
      '99.95 EUR =120.00 EUR −99.95 EUR',
    ],
    [
      'a correction of a credited month',
      { amount: { amount: '2005', currency: 'JPY' } },
      [
        step('is_amount', '12000', 'JPY'),
        step('was_amount', '9995', 'JPY'),
        step('given_before', '500', 'JPY'),
      ],
      '2,005 JPY =12,000 JPY −9,995 JPY +500 JPY',
    ],
  ])('of %s', async (_, line, equation, expected) => {
    expect(await written(line, equation)).toBe(expected);
  });

  it('names the clause of an allowance, if there is one', async () => {
    const equation = [step('billed', '1000.5'), step('included', '200'), step('overage', '800.5')];
    const labelOf = async (clause: string) =>
      (await equationOf({ clause }, equation)).find(({ key }) => key === 'included')?.label;
    expect(await labelOf('3.1')).toBe(text('proof.term.includedClause', { clause: '3.1' }));
    expect(await labelOf('')).toBe(text('proof.term.included'));
  });

  it('names currency and unit of the price', async () => {
    const price = (await equationOf({})).find(({ key }) => key === 'price');
    expect(plain(String(price?.label))).toBe(text('proof.term.price', { currency: 'EUR', unit: '1 m³' }));
  });
});
