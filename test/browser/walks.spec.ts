/// <reference lib="dom" />
import type { Browser, Cookie, Page } from 'playwright-core';
import {
  listAxeViolations,
  DESKTOP,
  follow,
  launchBrowser,
  openVisitor,
  hasHorizontalOverflow,
  PHONE,
  savePicture,
  waitForPage,
  describePage,
  signIn,
  type Visitor,
} from '../support/browser.js';
import { waitForDemo } from '../support/demo-history.js';
import { DEMO_DAY, type RunningProduct, startDemoWorld } from '../support/product.js';
import { LIN, MAREK, SARI, type Screen } from './screens.js';
import {
  assignBestTechnician,
  findTicket,
  openInvoice,
  sendKit,
  resolveDispute,
  testMeter,
  type Row,
} from './stories/lin.story.js';
import {
  disputeLine,
  openBill,
  readDecision,
  readPlant,
  receiveParts,
  reportProblem,
} from './stories/marek.story.js';
import type { OpenedProof } from './stories/open-proof.js';
import {
  acceptAndStart,
  addPhoto,
  closeJob,
  isSamePage,
  markPage,
  receiveKit,
  waitForVisit,
} from './stories/sari.story.js';

const LANGUAGES = [
  ['en', 'en-GB'],
  ['zh', 'zh-CN'],
] as const;
const WINDOWS = [
  ['desktop', DESKTOP],
  ['phone', PHONE],
] as const;
/**
 * Covers each language and each window once, unless all pictures are requested. An error in any language or window
 * would also occur in this selection.
 */
const WALKS = LANGUAGES.flatMap(([language, locale], l) =>
  WINDOWS.flatMap(([window, viewport], w) =>
    l === w || process.env.PICTURES ? [{ language, locale, window, viewport }] : [],
  ),
);
/** Settings for a walk through the screens of all people. */
interface Walk {
  readonly window: string;
  readonly language: string;
  /** Rules of axe that are checked on the same screens in another walk. */
  readonly without: readonly string[];
}

/** Colours are the same in every window and language, and comparing them takes most of axe's time. */
const SAME_EVERYWHERE = ['color-contrast'];
/** Addresses of the steps of the tour. */
const TOUR_PATHS = [
  /^\/fleet$/,
  /^\/fleet\/[^/]+$/,
  /^\/contracts\/[^/]+$/,
  /^\/billing\/[^/]+$/,
  /^\/billing\/lines\/[^/]+$/,
];
/** Local time zones of the people, so that pictures show the times that they would see. */
const ZONES = { lin: 'Asia/Shanghai', sari: 'Asia/Jakarta', marek: 'Europe/Warsaw' } as const;

describe('the three people in a real browser', () => {
  let product: RunningProduct;
  let browser: Browser;
  /** Each person signs in only once. */
  const sessions = new Map<string, Cookie[]>();

  beforeAll(async () => {
    product = await startDemoWorld();
    browser = await launchBrowser();
    // A draft that changes during the test can't be approved.
    await waitForDemo(product.databaseUrl, ['drafts']);
  }, 1_800_000);

  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  async function visit(
    person: keyof typeof ZONES,
    locale: string,
    viewport: { width: number; height: number },
    dark = false,
  ): Promise<Visitor> {
    const zone = ZONES[person];
    const cookies = sessions.get(person);
    const visitor = await openVisitor(browser, product.portalUrl, { locale, viewport, dark, zone, cookies });
    if (cookies === undefined) {
      await signIn(visitor.page, `${person}@demo.dutycycle.example`);
      sessions.set(person, await visitor.context.cookies());
    } else await visitor.page.goto('/');
    // On a busy machine, a page that is still starting sends no requests for a while, as if it were complete.
    await visitor.page.getByRole('heading', { level: 1 }).first().waitFor();
    // The request for the signed-in person returns 401 before sign-in.
    visitor.complaints.length = 0;
    return visitor;
  }

  /** Performs a part of the story. On failure, reports the visible text of the pages. */
  async function reportOnFailure(visitors: readonly Visitor[], part: () => Promise<void>): Promise<void> {
    try {
      await part();
    } catch (error) {
      const seen = await Promise.all(visitors.map(({ page }) => describePage(page)));
      throw new Error(`${error instanceof Error ? error.message : String(error)}\n${seen.join('\n')}`, {
        cause: error,
      });
    }
  }

  /**
   * Checks a screen: it has one title and shows no alert, no content is wider than the window, neither axe nor the
   * console reports an error, and its dialog closes with Escape.
   */
  async function checkScreen(
    visitor: Visitor,
    screen: Screen,
    { window, language, without }: Walk,
  ): Promise<string[]> {
    const { page } = visitor;
    const name = `${screen.name} ${window} ${language}`;
    // Finds the title by its element, because its role is hidden behind a dialog.
    const title = page.locator('h1');
    await follow(page, typeof screen.path === 'string' ? screen.path : await screen.path(page));
    await waitForPage(page);
    // A missing title is reported later.
    await title
      .first()
      .waitFor()
      .catch(() => undefined);
    if (screen.picture !== undefined) await savePicture(page, `${screen.picture}-${window}-${language}`);
    const dialog = screen.press === undefined ? undefined : await openDialog(page, screen.press);
    const faults = (await listAxeViolations(page, without)).map((fault) => `${name}: ${fault}`);
    if (await hasHorizontalOverflow(page)) faults.push(`${name}: wider than its window`);
    if ((await title.count()) !== 1) faults.push(`${name}: no title of its own`);
    if (dialog !== undefined && !(await dialog.closesByKeyboard()))
      faults.push(`${name}: Escape leaves the dialog open, or the focus is not back where it was`);
    for (const alert of await page.locator('main [role=alert]').allTextContents())
      faults.push(`${name}: ${alert}`);
    faults.push(...visitor.complaints.splice(0).map((complaint) => `${name}: ${complaint}`));
    return faults;
  }

  async function checkScreens(visitor: Visitor, screens: readonly Screen[], walk: Walk): Promise<string[]> {
    const faults: string[] = [];
    for (const screen of screens) faults.push(...(await checkScreen(visitor, screen, walk)));
    await visitor.context.close();
    return faults;
  }

  describe('from a hot machine to a proven invoice', () => {
    let lin: Visitor;
    let sari: Visitor;
    let ticket: Row;
    let provenToLin: OpenedProof;

    beforeAll(async () => {
      [lin, sari] = [await visit('lin', 'en-GB', DESKTOP), await visit('sari', 'en-GB', PHONE)];
    });

    afterAll(async () => {
      await lin?.context.close();
      await sari?.context.close();
    });

    it('Lin plans a visit of the best technician, with reasons, and the visit appears on the technician’s phone', async () =>
      reportOnFailure([lin, sari], async () => {
        await waitForPage(sari.page);
        await markPage(sari.page);
        ticket = await findTicket(lin.page);
        expect(await sari.page.locator('body').textContent()).not.toContain(ticket.number);
        const best = await assignBestTechnician(lin.page);
        expect(best.name).toContain('Sari');
        expect(best.reasons.length).toBeGreaterThanOrEqual(6);
        expect(best.reasons.join()).toContain('K3 pressure vessel technician');
        await waitForVisit(sari.page, ticket);
        expect(await isSamePage(sari.page)).toBe(true);
      }));

    it('Sari accepts and starts the visit, sees the curve and the part, and adds a photo', async () =>
      reportOnFailure([sari], async () => {
        const job = await acceptAndStart(sari.page, ticket);
        expect(job).toEqual({ curve: true, parts: expect.stringContaining('TV-71') as string });
        await addPhoto(sari.page);
      }));

    it('Lin sends a kit, and Sari receives it', async () =>
      reportOnFailure([lin, sari], async () => {
        const serial = await sendKit(lin.page, 'DC-JKT', DEMO_DAY);
        await receiveKit(sari.page, serial);
      }));

    it('Sari closes the ticket with symptom, cause and remedy, and Lin reads them', async () =>
      reportOnFailure([sari, lin], async () => {
        expect(await closeJob(sari.page, ticket)).toBe(3);
        await lin.page.goto(`/tickets/${ticket.id}`);
        await lin.page.getByText('Valve TV-71 changed', { exact: false }).first().waitFor();
      }));

    it('Lin approves and issues an invoice, and traces it to its readings', async () =>
      reportOnFailure([lin], async () => {
        provenToLin = await openInvoice(lin.page, DEMO_DAY);
        expect(provenToLin.title).toContain('PLN');
        expect(provenToLin.readings.length).toBeGreaterThan(0);
        // Sari's incomplete form was rejected with 422, as expected.
        const complaints = [...lin.complaints, ...sari.complaints].filter((one) => !one.includes('422'));
        expect(complaints).toEqual([]);
      }));

    it('Marek sees health and current cost, reports a problem with a photo, receives parts, and opens the same proof', async () => {
      const marek = await visit('marek', 'en-GB', DESKTOP);
      await reportOnFailure([marek, lin], async () => {
        const plant = await readPlant(marek.page);
        expect(plant.words.length).toBeGreaterThanOrEqual(3);
        expect(plant.costShown).toContain(plant.costByApi);
        const report = await reportProblem(marek.page, 'BH75V-2410-141');
        expect(report.missing).toBeGreaterThanOrEqual(2);
        expect(report.photoWidth).toBe(DESKTOP.width);
        const parts = await receiveParts(marek.page);
        expect(parts.after).toBe(parts.before - 1);
        const proven = await openBill(marek.page, DEMO_DAY);
        expect(proven).toEqual(provenToLin);
        const claim = { words: 'We counted less on the 14th.', net: '10.00' };
        const dispute = await disputeLine(marek.page, claim);
        const found = await testMeter(lin.page, dispute);
        expect(found).toBe('3.4% too fast: beyond the tolerance of 2%');
        const creditNote = await resolveDispute(lin.page, dispute, 'You are right, thank you.');
        expect(await readDecision(marek.page)).toEqual({ answer: 'You are right, thank you.', creditNote });
        expect(creditNote).toMatch(/-CN-/);
        await lin.page.goto(`/tickets/${report.ticket.id}`);
        await lin.page.locator('main img[src^="/api/v1/files/"]').first().waitFor();
      });
      await marek.context.close();
    }, 600_000);
  });

  it('the tour leads Lin from the fleet to the proof of an amount', async () => {
    const lin = await openVisitor(browser, product.portalUrl, { zone: ZONES.lin, tour: true });
    await reportOnFailure([lin], async () => {
      const { page } = lin;
      await page.goto('/sign-in');
      await page.getByRole('button', { name: 'Lin' }).click();
      const tour = page.getByRole('region', { name: 'Tour of the demo world' });
      await tour.getByRole('link', { name: 'Show this page' }).click();
      for (const [index, path] of TOUR_PATHS.entries()) {
        await page.waitForURL(({ pathname }) => path.test(pathname));
        await tour.getByText(`Step ${index + 1} of ${TOUR_PATHS.length}`).waitFor();
        await waitForPage(page);
        expect(await page.locator('main [role=alert]').allTextContents()).toEqual([]);
        expect(await page.locator('h1').count()).toBe(1);
        if (index < TOUR_PATHS.length - 1) await tour.getByRole('button', { name: 'Next' }).click();
      }
      await savePicture(page, 'tour-desktop-en');
      expect(await listAxeViolations(page)).toEqual([]);
      await tour.getByRole('button', { name: 'Finish tour' }).click();
      await tour.waitFor({ state: 'detached' });
    });
    await lin.context.close();
  });

  // Runs in parallel, because a browser gives each page a process and the CI gate has two cores.
  it.each(WALKS)(
    'every screen has no errors in $language on a $window',
    async ({ language, locale, window, viewport }) => {
      const people = [
        ['lin', LIN],
        ['marek', MAREK],
        ...(window === 'phone' ? ([['sari', SARI]] as const) : []),
      ] as const;
      const faults = await Promise.all(
        people.map(async ([person, screens]) =>
          checkScreens(await visit(person, locale, viewport), screens, {
            window,
            language,
            // Sari uses only a phone.
            without: person === 'sari' || window === 'desktop' ? [] : SAME_EVERYWHERE,
          }),
        ),
      );
      expect(faults.flat()).toEqual([]);
    },
    1_800_000,
  );
});

/** Opens the dialog of a page with the first button that has this name. */
async function openDialog(page: Page, press: RegExp): Promise<{ closesByKeyboard(): Promise<boolean> }> {
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: press }).first().click();
  await dialog.waitFor();
  await waitForPage(page);
  return {
    async closesByKeyboard() {
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      // The focus returns in a later turn of the event loop.
      return page
        .waitForFunction(
          ([source, flags]) => new RegExp(source, flags).test(document.activeElement?.textContent ?? ''),
          [press.source, press.flags] as const,
        )
        .then(
          () => true,
          () => false,
        );
    },
  };
}
