/// <reference lib="dom" />
import type { Browser, Cookie, Page } from 'playwright-core';
import {
  axeFaults,
  DESKTOP,
  follow,
  launchBrowser,
  openVisitor,
  overflows,
  PHONE,
  picture,
  settled,
  shown,
  signIn,
  type Visitor,
} from '../support/browser.js';
import { type RunningProduct, startProduct } from '../support/product.js';
import { AS_OF, DENSE_DAYS, LIN, MAREK, SARI, type Screen } from './screens.js';
import {
  assignTheBest,
  findTheTicket,
  openTheInvoice,
  sendAKit,
  settleTheDispute,
  testTheMeter,
  type Row,
} from './stories/lin.story.js';
import {
  disputeTheLine,
  openTheBill,
  readTheAnswer,
  readThePlant,
  receiveTheParts,
  reportAProblem,
} from './stories/marek.story.js';
import type { OpenedProof } from './stories/open-proof.js';
import {
  acceptAndStart,
  addAPhoto,
  closeTheJob,
  isTheSamePage,
  markPage,
  receiveTheKit,
  seeTheVisitAppear,
} from './stories/sari.story.js';

const LANGUAGES = [
  ['en', 'en-GB'],
  ['zh', 'zh-CN'],
] as const;
const WINDOWS = [
  ['desktop', DESKTOP],
  ['phone', PHONE],
] as const;
/** Each language and each window once, unless pictures of all are wanted: a fault of one of them shows as well so. */
const WALKS = LANGUAGES.flatMap(([language, locale], l) =>
  WINDOWS.flatMap(([window, viewport], w) =>
    l === w || process.env.PICTURES ? [{ language, locale, window, viewport }] : [],
  ),
);
/** How everybody's screens are gone through. */
interface Walk {
  readonly window: string;
  readonly language: string;
  /** Rules of axe that another walk holds the same screens against. */
  readonly without: readonly string[];
}

/** Colours are the same in every window and language, and most of what axe does is holding them against each other. */
const SAME_EVERYWHERE = ['color-contrast'];
/** Where they live: a picture shows the times that they would see. */
const ZONES = { lin: 'Asia/Shanghai', sari: 'Asia/Jakarta', marek: 'Europe/Warsaw' } as const;

describe('the three people in a real browser', () => {
  let product: RunningProduct;
  let browser: Browser;
  /** Whoever signed in once stays signed in. */
  const sessions = new Map<string, Cookie[]>();

  beforeAll(async () => {
    product = await startProduct({ args: ['--as-of', AS_OF], env: { DUTYCYCLE_DEMO_DAYS: DENSE_DAYS } });
    browser = await launchBrowser();
    await backfilled(product);
  }, 900_000);

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
    // A page that is still starting on a busy machine asks for nothing for a while, as one that has all it needs.
    await visitor.page.getByRole('heading', { level: 1 }).first().waitFor();
    // Asking who is signed in answers 401 before anybody is.
    visitor.complaints.length = 0;
    return visitor;
  }

  /** Does a part of the story; where it fails, tells what the people had before their eyes. */
  async function tell(visitors: readonly Visitor[], part: () => Promise<void>): Promise<void> {
    try {
      await part();
    } catch (error) {
      const seen = await Promise.all(visitors.map(({ page }) => shown(page)));
      throw new Error(`${error instanceof Error ? error.message : String(error)}\n${seen.join('\n')}`, {
        cause: error,
      });
    }
  }

  /** Looks at a screen: it says what it is for, nothing is wider than the window, nothing that axe or the console objects to. */
  async function look(
    visitor: Visitor,
    screen: Screen,
    { window, language, without }: Walk,
  ): Promise<string[]> {
    const { page } = visitor;
    const name = `${screen.name} ${window} ${language}`;
    // Not by its role: behind a dialog it has none.
    const title = page.locator('h1');
    await follow(page, typeof screen.path === 'string' ? screen.path : await screen.path(page));
    await settled(page);
    // One that never comes is told as a fault below.
    await title
      .first()
      .waitFor({ timeout: 30_000 })
      .catch(() => undefined);
    if (screen.picture !== undefined) await picture(page, `${screen.picture}-${window}-${language}`);
    const dialog = screen.press === undefined ? undefined : await openDialog(page, screen.press);
    const faults = (await axeFaults(page, without)).map((fault) => `${name}: ${fault}`);
    if (await overflows(page)) faults.push(`${name}: wider than its window`);
    if ((await title.count()) !== 1) faults.push(`${name}: no title of its own`);
    if (dialog !== undefined && !(await dialog.closesByKeyboard()))
      faults.push(`${name}: Escape leaves the dialog open, or the focus is not back where it was`);
    for (const alert of await page.locator('main [role=alert]').allTextContents())
      faults.push(`${name}: ${alert}`);
    faults.push(...visitor.complaints.splice(0).map((complaint) => `${name}: ${complaint}`));
    return faults;
  }

  async function lookAtAll(visitor: Visitor, screens: readonly Screen[], walk: Walk): Promise<string[]> {
    const faults: string[] = [];
    for (const screen of screens) faults.push(...(await look(visitor, screen, walk)));
    await visitor.context.close();
    return faults;
  }

  describe('from a hot machine to a proven bill', () => {
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

    it(
      'Lin plans the best technician, with reasons, and the visit appears on the open phone',
      async () =>
        tell([lin, sari], async () => {
          await settled(sari.page);
          await markPage(sari.page);
          ticket = await findTheTicket(lin.page);
          expect(await sari.page.locator('body').textContent()).not.toContain(ticket.number);
          const best = await assignTheBest(lin.page);
          expect(best.name).toContain('Sari');
          expect(best.reasons.length).toBeGreaterThanOrEqual(6);
          expect(best.reasons.join()).toContain('K3 pressure vessel technician');
          await seeTheVisitAppear(sari.page, ticket);
          expect(await isTheSamePage(sari.page)).toBe(true);
        }),
      240_000,
    );

    it(
      'Sari accepts, starts with the curve and the part before her eyes, and adds a photo',
      async () =>
        tell([sari], async () => {
          const job = await acceptAndStart(sari.page, ticket);
          expect(job).toEqual({ curve: true, parts: expect.stringContaining('TV-71') as string });
          await addAPhoto(sari.page);
        }),
      240_000,
    );

    it(
      'Lin sends a kit, and Sari receives it',
      async () =>
        tell([lin, sari], async () => {
          const serial = await sendAKit(lin.page, 'DC-JKT', AS_OF);
          await receiveTheKit(sari.page, serial);
        }),
      240_000,
    );

    it(
      'Sari closes with symptom, cause and remedy, and Lin reads them',
      async () =>
        tell([sari, lin], async () => {
          expect(await closeTheJob(sari.page, ticket)).toBe(3);
          await lin.page.goto(`/tickets/${ticket.id}`);
          await lin.page.getByText('Valve TV-71 changed', { exact: false }).first().waitFor();
        }),
      240_000,
    );

    it(
      'Lin approves and issues an invoice and clicks down to the readings',
      async () =>
        tell([lin], async () => {
          provenToLin = await openTheInvoice(lin.page, AS_OF);
          expect(provenToLin.title).toContain('PLN');
          expect(provenToLin.readings.length).toBeGreaterThan(0);
          // What Sari left out at first was refused, as it should be.
          const complaints = [...lin.complaints, ...sari.complaints].filter((one) => !one.includes('422'));
          expect(complaints).toEqual([]);
        }),
      240_000,
    );

    it('Marek sees health and cost so far, reports with a photo, receives parts and opens the same proof', async () => {
      const marek = await visit('marek', 'en-GB', DESKTOP);
      await tell([marek, lin], async () => {
        const plant = await readThePlant(marek.page);
        expect(plant.words.length).toBeGreaterThanOrEqual(3);
        expect(plant.costShown).toContain(plant.costByApi);
        const report = await reportAProblem(marek.page, 'BH75V-2410-141');
        expect(report.missing).toBeGreaterThanOrEqual(2);
        expect(report.photoWidth).toBe(DESKTOP.width);
        const parts = await receiveTheParts(marek.page);
        expect(parts.after).toBe(parts.before - 1);
        const proven = await openTheBill(marek.page, AS_OF);
        expect(proven).toEqual(provenToLin);
        const claim = { words: 'We counted less on the 14th.', net: '10.00' };
        const dispute = await disputeTheLine(marek.page, claim);
        const found = await testTheMeter(lin.page, dispute);
        expect(found).toBe('3.4% too fast: beyond the tolerance of 2%');
        const creditNote = await settleTheDispute(lin.page, dispute, 'You are right, thank you.');
        expect(await readTheAnswer(marek.page)).toEqual({ answer: 'You are right, thank you.', creditNote });
        expect(creditNote).toMatch(/-CN-/);
        await lin.page.goto(`/tickets/${report.ticket.id}`);
        await lin.page.locator('main img[src^="/api/v1/files/"]').first().waitFor();
      });
      await marek.context.close();
    }, 300_000);
  });

  // Side by side: a browser gives each page a process, and the gate has two cores.
  it.each(WALKS)(
    'everybody finds every screen in order in $language on a $window',
    async ({ language, locale, window, viewport }) => {
      const people = [
        ['lin', LIN],
        ['marek', MAREK],
        ...(window === 'phone' ? ([['sari', SARI]] as const) : []),
      ] as const;
      const faults = await Promise.all(
        people.map(async ([person, screens]) =>
          lookAtAll(await visit(person, locale, viewport), screens, {
            window,
            language,
            // Sari has a phone alone.
            without: person === 'sari' || window === 'desktop' ? [] : SAME_EVERYWHERE,
          }),
        ),
      );
      expect(faults.flat()).toEqual([]);
    },
    600_000,
  );
});

/**
 * Until the demo world's past is there and both months are drafted from it, or nothing came of it for long: a draft that changes
 * while somebody looks at it can't be approved.
 */
async function backfilled(product: RunningProduct): Promise<void> {
  const until = Date.now() + 600_000;
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: product.databaseUrl });
  await client.connect();
  try {
    while (Date.now() < until) {
      const { rows } = await client.query<{ kind: string }>(
        `select run.kind from job_progress past join job_progress run on run.created_at >= past.finished_at
          where past.kind = 'demo_backfill' and past.state = 'done' and run.kind = 'billing_run' and run.state = 'done'`,
      );
      if (rows.length > 1) return;
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
  } finally {
    await client.end();
  }
  throw new Error('The demo world did not fill in');
}

/** Opens the dialog of a page by the first button that is called so. */
async function openDialog(page: Page, press: RegExp): Promise<{ closesByKeyboard(): Promise<boolean> }> {
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: press }).first().click();
  await dialog.waitFor();
  await settled(page);
  return {
    async closesByKeyboard() {
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      // The focus goes back in a turn of its own.
      return page
        .waitForFunction(
          ([source, flags]) => new RegExp(source, flags).test(document.activeElement?.textContent ?? ''),
          [press.source, press.flags] as const,
          { timeout: 2000 },
        )
        .then(
          () => true,
          () => false,
        );
    },
  };
}
