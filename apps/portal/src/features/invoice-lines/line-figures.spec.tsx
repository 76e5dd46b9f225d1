/// <reference types="vitest/globals" />
import { buildLine } from '../../../test/invoice.js';
import { eventually } from '../../../test/eventually.js';
import { fakeApi, json } from '../../../test/fake-api.js';
import { buildProof, buildProofUsage, buildProvenMeter } from '../../../test/proof.js';
import { renderPortal } from '../../../test/render.js';
import { plain, textsOf } from '../../../test/screen-texts.js';
import { text } from '../../../test/text.js';
import type { InvoiceLine } from '../../api/types.js';
import { GuaranteeFigures } from './guarantee-figures.js';
import { LineQuantity } from './line-quantity.js';
import { LineWhy } from './line-why.js';

const quantityOf = async (change: Partial<InvoiceLine>) =>
  plain((await renderPortal(<LineQuantity line={buildLine(change)} />)).container.textContent ?? '');
const MONTH = { serviceFrom: '2026-10-01', serviceTo: '2026-11-01' };

describe('the quantity of a line', () => {
  it.each<[string, Partial<InvoiceLine>, () => string]>([
    ['with every digit', { quantity: '1000.250' }, () => '1,000.250 m³'],
    [
      'with its estimated part',
      { params: { estimatedQuantity: '5.5' } },
      () => `1,000 m³${text('quantity.ofItEstimated')} 5.5 m³`,
    ],
    [
      'with an unknown estimated part',
      { params: { estimatedQuantity: null } },
      () => `1,000 m³${text('quantity.estimatedInPart')}`,
    ],
    [
      'with included and prepaid parts',
      { params: { included: '200', prepaid: '100' } },
      () =>
        `1,000 m³${text('quantity.included', { quantity: '200 m³' })}${text('takeover.prepaidOf', { quantity: '100 m³' })}`,
    ],
    [
      'without parts of zero',
      { params: { included: '0', prepaid: '0', estimatedQuantity: '0' } },
      () => '1,000 m³',
    ],
    [
      'of a correction without parts',
      { params: { included: '200' }, corrects: { invoiceId: 'i-0', lineId: null } },
      () => '1,000 m³',
    ],
    ['of a fee', { quantity: null }, () => ''],
    [
      'of sold credits',
      { quantity: null, params: { sold: '10000', soldUnit: 'm3', soldUntil: '2027-12-31' } },
      () => `10,000 m³${text('takeover.soldUntil', { day: '31 Dec 2027' })}`,
    ],
    [
      'of sold credits without an end',
      { quantity: null, params: { sold: '10000', soldUnit: 'm3' } },
      () => `10,000 m³${text('takeover.sold')}`,
    ],
  ])('is shown %s', async (_, change, shown) => {
    expect(await quantityOf({ ...MONTH, ...change })).toBe(shown());
  });

  it.each([
    ['a part of a month', '2026-10-01', '2026-10-16', '1,000 m³1 Oct – 15 Oct'],
    ['a whole month', '2026-10-01', '2026-11-01', '1,000 m³'],
    ['a month of an anniversary contract', '2026-10-15', '2026-11-15', '1,000 m³'],
    ['the last days of a month', '2026-10-16', '2026-11-01', '1,000 m³16 Oct – 31 Oct'],
  ])('names the days of %s', async (_, serviceFrom, serviceTo, shown) => {
    expect(await quantityOf({ serviceFrom, serviceTo })).toBe(shown);
  });
});

describe('the figures of a guarantee', () => {
  const figuresOf = async (params: InvoiceLine['params'], kind: InvoiceLine['kind'] = 'performance') =>
    textsOf((await renderPortal(<GuaranteeFigures line={buildLine({ kind, params })} />)).container, 'p');

  it.each<[string, InvoiceLine['params'], () => readonly string[]]>([
    ['not evaluated yet', { pending: true }, () => []],
    ['on hold', { holds: '1', excessKwh: '5' }, () => [text('performance.waits')]],
    [
      'of energy',
      { excessKwh: '5', kwh: '120.5', m3: '1000', actual: '0.1205', kwhPerM3: '0.11' },
      () => [
        text('performance.energyUsed', {
          kwh: '120.5 kWh',
          m3: '1,000 m³',
          actual: '0.1205',
          guaranteed: '0.11',
        }),
      ],
    ],
    [
      'of availability without downtime',
      { fee: '500', availabilityPercent: '100', hours: '744', guaranteePercent: '98' },
      () => [
        text('performance.availabilityFound', {
          percent: '100',
          hours: '744',
          guaranteed: '98',
          fee: '500.00 EUR',
        }),
        text('performance.availabilityNoStop'),
      ],
    ],
    [
      'of availability with downtime',
      {
        fee: '500',
        availabilityPercent: null,
        hours: '744',
        targetPercent: '98',
        supplierHours: '7',
        plannedHours: '0',
      },
      () => [
        text('performance.availabilityFound', {
          percent: '—',
          hours: '744',
          guaranteed: '98',
          fee: '500.00 EUR',
        }),
        text('performance.availabilityStood', {
          causes: `${text('downtime.cause.supplier')} 7 ${text('duration.h')}`,
        }),
        text('performance.availabilityDeclared'),
      ],
    ],
    [
      'of a delivery with unknown hours',
      { availabilityPercent: '99', hours: '740', minutesOutside: '12', unknownHours: '4' },
      () => [
        text('performance.deliveryInside', { percent: '99', hours: '740', guaranteed: '100', minutes: '12' }),
        text('performance.unknown', { hours: '4' }),
      ],
    ],
  ])('%s', async (_, params, sentences) => {
    expect(await figuresOf(params)).toEqual(sentences().map(plain));
  });

  it('are absent for other lines', async () => {
    expect(await figuresOf({ fee: '500' }, 'usage')).toEqual([]);
  });
});

describe('the reason why a line is on hold', () => {
  const reason = { code: 'a_reason.without_text', holds: true, decision: null, params: {} };

  it('is read from its evidence, without mere notes', async () => {
    const usage = buildProofUsage({ reasons: [reason, { ...reason, code: 'a_note', holds: false }] });
    fakeApi({ 'GET /invoice-lines/line-1/proof': json(buildProof({ usage })) });
    const line = buildLine({ state: 'partly_held', params: { heldQuantity: '40' } });
    const { container } = await renderPortal(<LineWhy line={line} zone="Asia/Jakarta" />);
    await eventually(() => expect(container.textContent).toContain('a reason without text'));
    expect(plain(container.textContent ?? '')).toContain(text('proof.heldShort', { quantity: '40 m³' }));
    expect(container.textContent).not.toContain('a note');
  });

  it('is read from the meter that is on hold, if the line has several', async () => {
    const meters = [buildProvenMeter(), buildProvenMeter({ usageId: 'u-2', heldQuantity: '4' })];
    fakeApi({
      'GET /invoice-lines/line-1/proof': ({ query }) =>
        json(
          buildProof({
            meters,
            usage: buildProofUsage({ reasons: query['usageId'] === 'u-2' ? [reason] : [] }),
          }),
        ),
    });
    const { container } = await renderPortal(<LineWhy line={buildLine({ state: 'held' })} zone="UTC" />);
    await eventually(() => expect(container.textContent).toContain('a reason without text'));
  });

  it('is not requested for other lines', async () => {
    const api = fakeApi({});
    const { container } = await renderPortal(<LineWhy line={buildLine()} zone="UTC" />);
    expect(container.textContent).toBe('');
    expect(api.requests).toEqual([]);
  });
});
