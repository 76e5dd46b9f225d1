/// <reference types="vitest/globals" />
import { renderPortal } from '../../../test/render.js';
import { factsOf } from '../../../test/screen-texts.js';
import { text } from '../../../test/text.js';
import type { RetentionPreview } from '../../api/types.js';
import { setServerTime } from '../../clock/clock.js';
import { PreviewFacts } from './preview-facts.js';

const PREVIEW: RetentionPreview = {
  points: 1234567,
  devices: 3,
  heldPoints: 7,
  bytes: 2_500_000,
  from: '2026-11-01T00:00:00Z',
  to: '2026-11-21T00:00:00Z',
  isEstimate: false,
};
const show = async (change: Partial<RetentionPreview>) =>
  (await renderPortal(<PreviewFacts preview={{ ...PREVIEW, ...change }} />, { zone: 'America/Mexico_City' }))
    .container;

describe('the preview of a retention run', () => {
  beforeEach(() => setServerTime('2026-11-25T00:00:00Z', Date.now()));
  afterEach(() => setServerTime(new Date().toISOString(), Date.now()));

  it('shows full days of UTC, the age of the oldest reading and the freed space', async () => {
    const container = await show({});
    expect(container.textContent).toContain(text('maker:retention.goes', { value: '1,234,567', count: 3 }));
    expect(factsOf(container)).toEqual({
      [text('maker:retention.ofDays')]: text('maker:retention.span', {
        from: '1 Nov 2026',
        to: '20 Nov 2026',
      }),
      [text('maker:retention.oldest')]: '24 d',
      [text('maker:retention.freed')]: '2.5 MB',
      [text('maker:retention.held')]: '7',
    });
  });

  it('marks every estimated number', async () => {
    const facts = factsOf(await show({ isEstimate: true }));
    expect(facts[text('maker:retention.freed')]).toBe(text('maker:retention.about', { value: '2.5 MB' }));
    expect(facts[text('maker:retention.held')]).toBe(text('maker:retention.about', { value: '7' }));
  });

  it.each([
    [0, []],
    [7, ['maker:retention.held']],
  ])('says that nothing goes, with %s readings on hold', async (heldPoints, names) => {
    const container = await show({ from: null, to: null, points: 0, heldPoints });
    expect(container.textContent).toContain(text('maker:retention.nothingGoes'));
    expect(Object.keys(factsOf(container))).toEqual(names.map((name) => text(name)));
  });
});
