/// <reference types="vitest/globals" />
import { page as browser } from 'vitest/browser';
import { eventually } from '../../../test/eventually.js';
import { fakeApi, json, page, problem } from '../../../test/fake-api.js';
import {
  buildProof,
  buildProofDay,
  buildProofLine,
  buildProofStep,
  buildProofUsage,
  buildProvenMeter,
} from '../../../test/proof.js';
import { renderPage } from '../../../test/render-page.js';
import { plain, textsOf } from '../../../test/screen-texts.js';
import { text } from '../../../test/text.js';
import type { Proof } from '../../api/types.js';
import type { ReadingsToDispute } from '../disputes/open/open-dispute-dialog.js';
import { ProofView } from './proof-view.js';

const STEPS = [
  buildProofStep('2026-10-01T17:00:00Z', '2026-10-01T17:30:00Z'),
  buildProofStep('2026-10-01T17:30:00Z', '2026-10-01T18:00:00Z', { readingCount: 0, kind: 'gap' }),
];
const READING = {
  seq: '7',
  deviceTime: '2026-10-01T17:10:00Z',
  receivedAt: '2026-10-01T17:10:05Z',
  firstReceivedAt: '2026-10-01T17:10:05Z',
  value: '102.5',
  step: '2.5',
  quality: 0,
  timeSource: 'device',
  used: true,
};
const PATH = '/invoice-lines/line-1/proof';

const open = async (proof: Proof, path = '/') => {
  const api = fakeApi({
    [`GET ${PATH}`]: ({ query }) =>
      json(
        query['usageId'] === undefined
          ? proof
          : { ...proof, usageId: query['usageId'], days: [buildProofDay('2026-10-09')] },
      ),
    [`GET ${PATH}/days/*`]: json({ steps: STEPS }),
    [`GET ${PATH}/readings`]: page(READING),
  });
  let viewed: ReadingsToDispute | null = null;
  const screen = await renderPage(
    <ProofView
      lineId="line-1"
      proofOf={(id) => `/lines/${id}`}
      crumbs={() => []}
      actions={(_, readings) => {
        viewed = readings;
        return null;
      }}
    />,
    { path },
  );
  await eventually(() => expect(screen.client.isFetching()).toBe(0));
  const pressed = () => textsOf(screen.container, '[aria-pressed=true]');
  return { api, pressed, viewed: () => viewed, ...screen };
};
const title = () => browser.getByRole('heading', { level: 1 });

describe('the proof of a line', () => {
  it('names the amount and says that the evidence is complete', async () => {
    const { container } = await open(buildProof());
    await expect.element(title()).toHaveTextContent(text('proof.title', { amount: '99.95 EUR' }));
    expect(container.textContent).toContain(text('proof.complete'));
    expect(container.textContent).toContain(text('proof.footEqual'));
  });

  it('says that readings changed since the draft', async () => {
    const { container } = await open(buildProof({ usage: buildProofUsage({ equal: false }) }));
    expect(container.textContent).toContain(text('proof.broken'));
    expect(container.textContent).toContain(text('proof.footDifferent'));
    expect(container.textContent).toContain(text('proof.different'));
  });

  it('of a line on hold explains the hold', async () => {
    const { container } = await open(
      buildProof({
        line: buildProofLine({ amount: null, state: 'held' }),
        usage: buildProofUsage({
          reasons: [
            { code: 'a_reason.without_text', holds: true, decision: null, params: {} },
            { code: 'a_note.without_text', holds: false, decision: null, params: {} },
          ],
        }),
      }),
    );
    await expect.element(title()).toHaveTextContent(text('proof.titleHeld'));
    const all = container.textContent ?? '';
    expect(all.indexOf(text('proof.heldBecause'))).toBeLessThan(all.indexOf('a reason without text'));
    expect(all.indexOf(text('proof.noted'))).toBeLessThan(all.indexOf('a note without text'));
  });

  it.each<[string, Partial<Proof['line']>, string]>([
    ['a fee', { kind: 'base' }, 'proof.fixed'],
    ['a kit', { kind: 'kit' }, 'proof.kit'],
    ['a discount', { params: { component: 'discount' } }, 'proof.ofBill'],
    ['a minimum', { params: { component: 'true_up' } }, 'proof.trueUp'],
    ['a minimum of the contract', { params: { minimumOf: 'contract' } }, 'proof.trueUpOfContract'],
    [
      'availability',
      { kind: 'performance', params: { model: 'availability' } },
      'proof.promiseOfAvailability',
    ],
  ])('without readings shows the reason: %s', async (_, line, key) => {
    const { container } = await open(
      buildProof({
        line: buildProofLine({ ...line, state: 'fixed' }),
        usage: null,
        usageId: null,
        meters: [],
        days: [],
      }),
    );
    expect(container.textContent).toContain(text(key));
    expect(container.textContent).not.toContain(text('proof.days'));
  });

  it('that is missing offers no retry', async () => {
    fakeApi({ [`GET ${PATH}`]: problem(404, 'billing.line_not_found') });
    await renderPage(<ProofView lineId="line-1" proofOf={() => ''} crumbs={() => []} />);
    await expect.element(browser.getByRole('alert')).toHaveTextContent(text('error.gone'));
  });
});

describe('the day that a proof opens', () => {
  const days = [
    buildProofDay('2026-10-01', { readingCount: 0 }),
    buildProofDay('2026-10-02', { heldQuantity: '3' }),
    buildProofDay('2026-10-03'),
    buildProofDay('2026-10-04', { readingCount: 0 }),
  ];
  it.each([
    ['the first with a quantity on hold', days, '/', '2026-10-02'],
    ['the last with readings', [days[0]!, days[2]!, days[3]!], '/', '2026-10-03'],
    ['the last without any readings', [days[0]!, days[3]!], '/', '2026-10-04'],
    // In Jakarta, 17:00 UTC is midnight of the next day.
    ['that of the instant in the address', days, '/?at=2026-10-02T17:00:00Z', '2026-10-03'],
    ['not one outside the line', days, '/?at=2026-09-02T17:00:00Z', '2026-10-02'],
  ])('is %s', async (_, list, path, day) => {
    const { api } = await open(buildProof({ days: list }), path);
    await eventually(() =>
      expect(api.requests.filter((one) => one.path.includes('/days/')).map((one) => one.path)).toEqual([
        `${PATH}/days/${day}`,
      ]),
    );
  });

  it('is never in the future of a current month', async () => {
    const { container } = await open(
      buildProof({
        days: [buildProofDay('2026-10-01'), buildProofDay('2026-10-02'), buildProofDay('2026-10-03')],
        // In Jakarta, this is already 2 October.
        usage: buildProofUsage({ knownUntil: '2026-10-01T20:00:00Z' }),
      }),
    );
    expect(container.textContent).toContain(text('proof.daysNote', { count: 2 }));
    expect(container.textContent).not.toContain('Sat 3');
  });
});

describe('the evidence of a proof', () => {
  it('opens the readings of the last half hour that has some', async () => {
    const { api, container, viewed } = await open(buildProof());
    const readings = () => api.requests.find(({ path }) => path.endsWith('/readings'));
    await eventually(() =>
      expect(readings()?.query).toMatchObject({ from: '2026-10-01T17:00:00Z', to: '2026-10-01T17:30:00Z' }),
    );
    await eventually(() => expect(plain(container.textContent ?? '')).toContain('00:10:00+5 s102.5'));
    expect(viewed()).toMatchObject({ usageId: 'u-1', day: '2026-10-02', areChosen: false });
  });

  it('opens the readings of a selected half hour, which can then be disputed', async () => {
    const { api, viewed, getByRole } = await open(buildProof());
    await getByRole('button', { name: /00:30–01:00/ }).click();
    await eventually(() =>
      expect(api.requests.at(-1)?.query).toMatchObject({ from: '2026-10-01T17:30:00Z' }),
    );
    await eventually(() =>
      expect(viewed()).toMatchObject({
        from: '2026-10-01T17:30:00Z',
        to: '2026-10-01T18:00:00Z',
        meter: `S-1, ${text('signal.air_m3_total')}`,
        zone: 'Asia/Jakarta',
        areChosen: true,
      }),
    );
  });

  it('of another meter of the line is opened by a click', async () => {
    const meters = [buildProvenMeter(), buildProvenMeter({ usageId: 'u-2', serial: 'S-2', quantity: '7' })];
    const { api, getByRole } = await open(buildProof({ meters }));
    await getByRole('button', { name: /S-2/ }).click();
    await eventually(() =>
      expect(api.requests.some(({ path }) => path === `${PATH}/days/2026-10-09`)).toBe(true),
    );
    expect(api.requests.at(-1)?.query).toMatchObject({ usageId: 'u-2' });
  });

  it('of the meter in the address is opened first', async () => {
    const meters = [buildProvenMeter(), buildProvenMeter({ usageId: 'u-2', serial: 'S-2' })];
    const { pressed } = await open(buildProof({ meters }), '/?usage=u-2');
    await eventually(() => expect(pressed().some((row) => row.startsWith('S-2'))).toBe(true));
  });
});
