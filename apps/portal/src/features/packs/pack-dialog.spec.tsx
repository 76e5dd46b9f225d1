/// <reference types="vitest/globals" />
import { page } from 'vitest/browser';
import { eventually } from '../../../test/eventually.js';
import { fakeApi, json, problem } from '../../../test/fake-api.js';
import { renderPortal } from '../../../test/render.js';
import { factsOf } from '../../../test/screen-texts.js';
import { text } from '../../../test/text.js';
import type { ProofPack } from '../../api/types.js';
import { PackButton } from './pack-dialog.js';

const PACK: ProofPack = {
  id: 'pk-1',
  invoiceId: 'i-1',
  state: 'done',
  contract: 'C-1',
  customer: { id: 'cu-1', name: 'Bekasi Textiles' },
  periodFrom: '2026-10-01',
  periodEndsOn: '2026-10-31',
  periodTo: '2026-11-01',
  askedAt: '2026-11-25T07:00:00Z',
  madeAt: '2026-11-25T07:01:00Z',
  done: 1440,
  total: 1440,
  readings: 1440,
  root: 'abcd',
  fault: null,
  file: { name: 'PL-1.zip', bytes: 2_500_000, sha256: 'aa' },
};
const open = async (pack: Partial<ProofPack> | null) => {
  const api = fakeApi({
    'GET /invoices/i-1/proof-pack': json({ pack: pack === null ? null : { ...PACK, ...pack } }),
    'POST /invoices/i-1/proof-pack': json({}),
  });
  await renderPortal(<PackButton invoiceId="i-1" />);
  await page.getByRole('button', { name: text('pack.button') }).click();
  await expect.element(page.getByText(text('pack.lead'))).toBeVisible();
  return { api };
};
const button = (key: string) => page.getByRole('button', { name: text(key), exact: true });

describe('the proof pack of an invoice', () => {
  it('is created on request', async () => {
    const { api } = await open(null);
    await expect.element(page.getByText(text('pack.none'))).toBeVisible();
    api.answer('GET /invoices/i-1/proof-pack', json({ pack: { ...PACK, state: 'waiting', total: 0 } }));
    await button('pack.make').click();
    await expect.element(page.getByText(text('pack.waiting'))).toBeVisible();
    expect(api.changes()).toHaveLength(1);
  });

  it('shows its progress while it is created', async () => {
    await open({ state: 'running', done: 720, total: 1440, file: null, root: null });
    const words = text('pack.running', { count: 1440, done: '720', total: '1,440' });
    await expect.element(page.getByText(words)).toBeVisible();
    expect(page.getByRole('link', { name: text('pack.download') }).elements()).toEqual([]);
  });

  it('can be downloaded and verified', async () => {
    await open({});
    const link = page.getByRole('link', { name: text('pack.download') });
    await expect.element(link).toHaveAttribute('href', '/api/v1/proof-packs/pk-1/file');
    await expect.element(link).toHaveAttribute('download', 'PL-1.zip');
    expect(factsOf(document.querySelector('[role=dialog]')!)).toMatchObject({
      [text('pack.root')]: 'abcd',
      [text('pack.readings')]: '1,440',
      [text('pack.size')]: '2.5 MB',
      [text('pack.made')]: '25 Nov 08:01',
    });
    await expect.element(page.getByText('node verify-pack.mjs PL-1.zip --root abcd')).toBeVisible();
    const verifier = page.getByRole('link', { name: text('pack.openPage') });
    await expect.element(verifier).toHaveAttribute('href', '/verify#abcd');
  });

  it('that failed shows the reason and can be created again', async () => {
    const { api } = await open({
      state: 'failed',
      file: null,
      root: null,
      fault: { code: 'billing.pack_outdated', params: {} },
    });
    await expect.element(page.getByText(text('errors:billing.pack_outdated'))).toBeVisible();
    api.answer('POST /invoices/i-1/proof-pack', problem(409, 'billing.content_changed'));
    await button('pack.again').click();
    await eventually(() => expect(api.changes()).toHaveLength(1));
    await expect.element(page.getByRole('alert')).toHaveTextContent(text('errors:billing.content_changed'));
  });
});
