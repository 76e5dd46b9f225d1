import type { Browser } from 'playwright-core';
import {
  axeFaults,
  DESKTOP,
  launchBrowser,
  openVisitor,
  overflows,
  PHONE,
  picture,
  settled,
  signIn,
  type Visitor,
} from '../support/browser.js';
import { type RunningProduct, startProduct } from '../support/product.js';

const LANGUAGES = [
  ['en', 'en-GB'],
  ['zh', 'zh-CN'],
] as const;
const WINDOWS = [
  ['desktop', DESKTOP],
  ['phone', PHONE],
] as const;

interface Screen {
  name: string;
  path: string;
}

const LIN: readonly Screen[] = [
  { name: 'today', path: '/today' },
  { name: 'fleet', path: '/fleet' },
  { name: 'alarms', path: '/alarms' },
  { name: 'tickets', path: '/tickets' },
  { name: 'parts', path: '/parts' },
  { name: 'contracts', path: '/contracts' },
  { name: 'billing', path: '/billing' },
  { name: 'registry', path: '/registry' },
  { name: 'import', path: '/import' },
  { name: 'telemetry', path: '/telemetry' },
  { name: 'alarm-rules', path: '/alarm-rules' },
  { name: 'devices', path: '/devices' },
  { name: 'settings', path: '/settings' },
];
const MAREK: readonly Screen[] = [
  { name: 'plant', path: '/plant' },
  { name: 'machines', path: '/plant/machines' },
  { name: 'costs', path: '/plant/costs' },
  { name: 'visits', path: '/plant/visits' },
  { name: 'report', path: '/plant/report' },
  { name: 'data', path: '/plant/data' },
];
const SARI: readonly Screen[] = [
  { name: 'day', path: '/field' },
  { name: 'scan', path: '/field/scan' },
  { name: 'parts', path: '/field/parts' },
  { name: 'inbox', path: '/field/inbox' },
  { name: 'me', path: '/field/me' },
];

describe('the three people in a real browser', () => {
  let product: RunningProduct;
  let browser: Browser;

  beforeAll(async () => {
    product = await startProduct();
    browser = await launchBrowser();
    await backfilled(product);
  }, 900_000);

  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  async function visit(
    email: string,
    locale: string,
    viewport: { width: number; height: number },
    dark = false,
  ): Promise<Visitor> {
    const visitor = await openVisitor(browser, product.portalUrl, { locale, viewport, dark });
    await signIn(visitor.page, email);
    // Asking who is signed in answers 401 before anybody is.
    visitor.complaints.length = 0;
    return visitor;
  }

  /** Looks at a screen: nothing wider than the window, nothing axe objects to, nothing in the console. */
  async function look(visitor: Visitor, screen: Screen, name: string): Promise<string[]> {
    await visitor.page.goto(screen.path);
    await settled(visitor.page);
    await picture(visitor.page, name);
    const faults = (await axeFaults(visitor.page)).map((fault) => `${name}: ${fault}`);
    if (await overflows(visitor.page)) faults.push(`${name}: wider than its window`);
    faults.push(...visitor.complaints.splice(0).map((complaint) => `${name}: ${complaint}`));
    return faults;
  }

  describe.each(LANGUAGES)('in %s', (language, locale) => {
    it.each(WINDOWS)(
      `Lin finds every screen in order on a %s`,
      async (window, viewport) => {
        const visitor = await visit('lin@demo.dutycycle.example', locale, viewport);
        const faults: string[] = [];
        for (const screen of LIN)
          faults.push(...(await look(visitor, screen, `lin-${screen.name}-${window}-${language}`)));
        await visitor.context.close();
        expect(faults).toEqual([]);
      },
      300_000,
    );

    it.each(WINDOWS)(
      `Marek finds every screen in order on a %s`,
      async (window, viewport) => {
        const visitor = await visit('marek@demo.dutycycle.example', locale, viewport);
        const faults: string[] = [];
        for (const screen of MAREK)
          faults.push(...(await look(visitor, screen, `marek-${screen.name}-${window}-${language}`)));
        await visitor.context.close();
        expect(faults).toEqual([]);
      },
      300_000,
    );

    it('Sari finds every screen in order on a phone', async () => {
      const visitor = await visit('sari@demo.dutycycle.example', locale, PHONE);
      const faults: string[] = [];
      for (const screen of SARI)
        faults.push(...(await look(visitor, screen, `sari-${screen.name}-phone-${language}`)));
      await visitor.context.close();
      expect(faults).toEqual([]);
    }, 300_000);
  });
});

/** Until the demo world's past is there, or nothing came of it for long. */
async function backfilled(product: RunningProduct): Promise<void> {
  const until = Date.now() + 600_000;
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: product.databaseUrl });
  await client.connect();
  try {
    while (Date.now() < until) {
      const { rows } = await client.query<{ state: string }>(
        `select state from job_progress where kind = 'demo_backfill'`,
      );
      if (rows[0]?.state === 'done') return;
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
  } finally {
    await client.end();
  }
  throw new Error('The demo world did not fill in');
}
