/// <reference lib="dom" />
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import {
  READING_COLUMNS,
  readJson,
  readPack,
  recomputeHashes,
  rootOf,
  writeJson,
  writePack,
} from '../../prove/forgeries/pack-files.js';
import {
  DESKTOP,
  hasHorizontalOverflow,
  launchBrowser,
  listAxeViolations,
  openVisitor,
  PHONE,
  savePicture,
  waitForPage,
} from '../support/browser.js';
import { PACK_OF_PREVIOUS_VERSION } from '../support/previous-version.js';
import { type RunningProduct, startProduct } from '../support/product.js';

const GENUINE = readFileSync(PACK_OF_PREVIOUS_VERSION);
const ROOT = rootOf(readPack(GENUINE));
/** Number of readings in a large pack. Verifying them takes more than a second. */
const LARGE = 30_000;
/** An idle page responds within a few milliseconds. The limit leaves room for a busy machine. */
const RESPONSIVE_MS = 1000;
const POLL = { timeout: 60_000, interval: 50 };

interface DroppedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

const PACK: DroppedFile = { name: 'K-UP-1-2026-11-01-proof.zip', bytes: GENUINE };
const INVOICE: DroppedFile = {
  name: 'PL-2026-3.pdf',
  bytes: Buffer.from(`%PDF-1.7 /Keywords (proof-root:${ROOT})`),
};

/** A pack with another total, and with all hashes calculated again. */
async function forgedPack(): Promise<DroppedFile> {
  const files = readPack(GENUINE);
  const invoice = readJson<{ total: string }>(files, 'invoice.json');
  invoice.total = '6394.83';
  writeJson(files, 'invoice.json', invoice);
  recomputeHashes(files);
  files.set('verify-pack.mjs', `console.log('VERIFIED');`);
  return { name: 'forged-proof.zip', bytes: await writePack(files) };
}

/** A pack with a reading every few seconds instead of every few hours. Its quantities don't match. */
async function largePack(): Promise<DroppedFile> {
  const files = readPack(GENUINE);
  const path = [...files.keys()].find((name) => name.startsWith('readings/'))!;
  const from = Date.parse('2026-10-31T23:00:00Z');
  const stepMs = 20_000;
  const rows = Array.from({ length: LARGE }, (_, index) => {
    const at = from + (index + 1) * stepMs;
    const times = `${new Date(at + 500).toISOString()};${new Date(at).toISOString()}`;
    return `${times};${29_891_281 + index};device;${4_812_406 + index};good;counted\r\n`;
  });
  files.set(path, `${READING_COLUMNS.join(';')}\r\n${rows.join('')}`);
  recomputeHashes(files);
  return { name: 'large-proof.zip', bytes: await writePack(files) };
}

/** Drops files on the page, as a person does with the mouse. */
async function drop(page: Page, files: readonly DroppedFile[]): Promise<void> {
  const contents = files.map(({ name, bytes }) => ({ name, base64: bytes.toString('base64') }));
  await page.evaluate((dropped) => {
    const transfer = new DataTransfer();
    for (const { name, base64 } of dropped)
      transfer.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name));
    const event = { dataTransfer: transfer, bubbles: true, cancelable: true };
    document.body.dispatchEvent(new DragEvent('dragover', event));
    document.body.dispatchEvent(new DragEvent('drop', event));
  }, contents);
}

const verdict = (page: Page, words: string) =>
  page.getByRole('heading', { level: 2, name: words, exact: true }).waitFor();

describe('the page that verifies proof packs', () => {
  let product: RunningProduct;
  let browser: Browser;

  beforeAll(async () => {
    product = await startProduct({ args: ['--empty'] });
    browser = await launchBrowser();
  }, 600_000);

  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  /** Opens the page without an account, and cuts its network once it has loaded. */
  async function openOffline(address = '/verify', options: Parameters<typeof openVisitor>[2] = {}) {
    const visitor = await openVisitor(browser, product.portalUrl, options);
    await visitor.page.goto(address);
    await visitor.page.getByRole('heading', { level: 1 }).waitFor();
    await waitForPage(visitor.page);
    await visitor.context.setOffline(true);
    // The sign-in state is requested once; no user is signed in.
    visitor.complaints.length = 0;
    const requested: string[] = [];
    visitor.page.on('request', (request) => requested.push(request.url()));
    return { ...visitor, requested };
  }

  it('verifies a pack offline, with the invoice that is dropped with it, and requests nothing', async () => {
    const { page, context, complaints, requested } = await openOffline();
    await drop(page, [PACK, INVOICE]);
    await verdict(page, 'VERIFIED');
    const text = await page.locator('main').innerText();
    for (const words of ['PL-2026-3', '242', '5,394.83', '6,635.64', ROOT, 'Checks', '1 value'])
      expect(text).toContain(words);
    expect(text).not.toContain('doesn’t match');
    expect(await listAxeViolations(page)).toEqual([]);
    await savePicture(page, 'verify-verified-desktop-en');
    expect(requested).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('says where the root hash is from if a link contains it', async () => {
    const { page, context } = await openOffline(`/verify#${ROOT}`);
    await drop(page, [PACK]);
    await verdict(page, 'VERIFIED');
    await page.getByText('Anyone can send such a link').waitFor();
    await drop(page, [INVOICE]);
    await page.getByText(`From ${INVOICE.name}`).waitFor();
    expect(await page.getByText('Anyone can send such a link').count()).toBe(0);
    await verdict(page, 'VERIFIED');
    await context.close();
  });

  it('says MISMATCH for a forged pack, and shows each finding with both values', async () => {
    const { page, context, requested } = await openOffline(`/verify#${ROOT}`);
    await drop(page, [await forgedPack()]);
    await verdict(page, 'MISMATCH');
    const findings = await page.locator('ol').innerText();
    for (const words of ['total', '6394.83', '5394.83', 'Root hash on your invoice', ROOT])
      expect(findings).toContain(words);
    expect(await listAxeViolations(page)).toEqual([]);
    await savePicture(page, 'verify-mismatch-desktop-en');
    expect(requested).toEqual([]);
    await context.close();
  });

  it('asks for the root hash before it says VERIFIED, and compares it while it is typed', async () => {
    const { page, context } = await openOffline();
    await drop(page, [PACK]);
    await verdict(page, 'One step left: compare the root hash');
    const field = page.getByLabel('Root hash on the invoice');
    await field.fill(`${ROOT.slice(0, 32)} ${ROOT.slice(32)}`);
    await verdict(page, 'VERIFIED');
    await field.fill('f'.repeat(64));
    await verdict(page, 'MISMATCH');
    await field.fill('f'.repeat(63));
    await verdict(page, 'One step left: compare the root hash');
    expect(await page.locator('main').innerText()).toContain('Enter all 64 characters');
    await context.close();
  });

  it('explains files that are no complete pack, and verifies the next one', async () => {
    const { page, context } = await openOffline();
    const cases: readonly (readonly [DroppedFile, string])[] = [
      [{ name: 'photo.zip', bytes: Buffer.from('no zip') }, 'This file is not a ZIP file'],
      [{ name: 'half.zip', bytes: GENUINE.subarray(0, 9_000) }, 'the download was probably interrupted'],
      [{ name: 'other.zip', bytes: await writePack(new Map([['a.txt', 'a']])) }, 'not a proof pack'],
    ];
    for (const [file, words] of cases) {
      await drop(page, [file]);
      await verdict(page, `${file.name} can’t be verified`);
      expect(await page.locator('main').innerText()).toContain(words);
    }
    await drop(page, [PACK]);
    await verdict(page, 'One step left: compare the root hash');
    await page.getByRole('button', { name: 'Verify another pack' }).click();
    await page.getByText('Drop the proof pack here').waitFor();
    await context.close();
  });

  it('shows the progress of a large pack, stays responsive, and can be cancelled offline', async () => {
    const { page, context } = await openOffline();
    const large = await largePack();
    await drop(page, [large]);
    const progress = page.getByRole('progressbar');
    await expect.poll(async () => Number(await progress.getAttribute('aria-valuenow')) > 10, POLL).toBe(true);
    // The page responds quickly, although the verification keeps a core busy.
    const answered = await page.evaluate(async () => {
      const startedAt = performance.now();
      await new Promise((resolve) => setTimeout(resolve));
      return performance.now() - startedAt;
    });
    expect(answered).toBeLessThan(RESPONSIVE_MS);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('Drop the proof pack here').waitFor();
    await drop(page, [large]);
    await verdict(page, 'MISMATCH');
    expect(await page.locator('main').innerText()).toContain(LARGE.toLocaleString('en'));
    await context.close();
  });

  it('offers the script, which is the one of the product', async () => {
    const { page, context } = await openVisitor(browser, product.portalUrl);
    await page.goto('/verify');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download verify-pack.mjs' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('verify-pack.mjs');
    expect(readFileSync(await download.path(), 'utf8')).toBe(readFileSync('scripts/verify-pack.mjs', 'utf8'));
    await context.close();
  });

  it.each([
    ['en', 'en-GB', DESKTOP, 'desktop'],
    ['zh', 'zh-CN', DESKTOP, 'desktop'],
    ['en', 'en-GB', PHONE, 'phone'],
    ['zh', 'zh-CN', PHONE, 'phone'],
  ] as const)('fits in %s (%s) on each window', async (language, locale, viewport, window) => {
    const { page, context } = await openOffline(`/verify#${ROOT}`, { locale, viewport });
    expect(await listAxeViolations(page)).toEqual([]);
    await savePicture(page, `verify-empty-${window}-${language}`);
    await drop(page, [PACK]);
    await verdict(page, language === 'en' ? 'VERIFIED' : '核验通过');
    expect(await hasHorizontalOverflow(page)).toBe(false);
    expect(await listAxeViolations(page)).toEqual([]);
    await savePicture(page, `verify-verified-${window}-${language}`);
    await context.close();
  });
});
