import { Exact } from '#platform';
import { DESKTOP, launchBrowser, openVisitor, signIn } from '../test/support/browser.js';
import { openInvoice, resolveDispute } from '../test/browser/stories/lin.story.js';
import { disputeLine, openBill, readDecision } from '../test/browser/stories/marek.story.js';
import { DEMO_MONTH, demoLogin, startDemoMonth } from './support/demo-world.js';
import { Person } from '../measure/support/maker.js';
import { type RunResult, runMonth } from './support/month-run.js';
import type { Product } from './support/product.js';
import type { Proof, Verdict } from './support/proof.js';

const CONTRACTS = 15;
const ON_HOLD_M3 = '378';
const CLAIM = { words: 'We counted less on the 14th.', net: '10.00' };
const ANSWER = 'You are right, thank you.';

/**
 * Bills the last month of the demo world, checks the effects of its stories on the invoices, and processes one invoice
 * in a browser, from the approval to the decision on its dispute.
 */
export const demoMonth: Proof = {
  name: 'demo-month',
  claim: `The demo world's ${DEMO_MONTH.month} is billed as its stories require, and Lin and Marek process one invoice in a browser`,
  async run() {
    const product = await startDemoMonth();
    try {
      const person = new Person(product.portalUrl, demoLogin('admin'));
      await person.signIn();
      const results = await runMonth(person, DEMO_MONTH.month);
      for (const result of results) console.log(formatResult(result));
      return [...evaluateResults(results), ...(await runStory(product))];
    } finally {
      await product.stop();
    }
  },
};

function formatResult({ contract, outcome, total, reasons }: RunResult): string {
  const why = reasons.map(({ code, params }) => `${code} ${JSON.stringify(params)}`).join('; ');
  return `${contract.number.padEnd(8)} ${outcome.padEnd(6)} ${total?.amount ?? '-'} ${total?.currency ?? ''} ${why}`;
}

function evaluateResults(results: readonly RunResult[]): Verdict[] {
  const of = (number: string): RunResult | undefined =>
    results.find(({ contract }) => contract.number === number);
  const isOnHoldBecause = (number: string, code: string, quantity?: string): boolean =>
    of(number)?.reasons.some(
      (reason) =>
        reason.code === code &&
        (quantity === undefined || new Exact(String(reason.params['heldQuantity'])).eq(quantity)),
    ) ?? false;
  const drafted = results.filter(({ invoiceId }) => invoiceId !== null).length;
  const outcomes = (...numbers: string[]): string =>
    numbers.map((number) => `${number} ${of(number)?.outcome}`).join(', ');
  return [
    {
      bar: `Each of the ${CONTRACTS} contracts has an invoice`,
      figure: `${drafted} of ${results.length}`,
      holds: drafted === CONTRACTS && results.length === CONTRACTS,
    },
    {
      bar: `K-PL-1 is ready, with ${ON_HOLD_M3} m3 on hold because of flow while every machine was off`,
      figure: outcomes('K-PL-1'),
      holds: of('K-PL-1')?.outcome === 'ready' && isOnHoldBecause('K-PL-1', 'flow_while_off', ON_HOLD_M3),
    },
    {
      bar: 'K-PL-2 is on hold because of the expired calibration',
      figure: outcomes('K-PL-2'),
      holds: of('K-PL-2')?.outcome === 'held' && isOnHoldBecause('K-PL-2', 'calibration_expired'),
    },
    {
      bar: 'K-MX-1 is ready although one of its machines sent no data',
      figure: outcomes('K-MX-1'),
      holds: of('K-MX-1')?.outcome === 'ready',
    },
  ];
}

/**
 * Lin approves and issues K-PL-1, Marek opens its proof and disputes the line, Lin resolves the dispute, and Marek
 * reads the decision.
 */
async function runStory(product: Product): Promise<Verdict[]> {
  const browser = await launchBrowser();
  try {
    const visit = async (name: string, zone: string) => {
      const { page } = await openVisitor(browser, product.portalUrl, { viewport: DESKTOP, zone });
      await signIn(page, demoLogin(name).email);
      return page;
    };
    const lin = await visit('lin', 'Asia/Shanghai');
    const provenToLin = await openInvoice(lin, DEMO_MONTH.asOf);
    const marek = await visit('marek', 'Europe/Warsaw');
    const provenToMarek = await openBill(marek, DEMO_MONTH.asOf);
    const dispute = await disputeLine(marek, CLAIM);
    const creditNote = await resolveDispute(lin, dispute, ANSWER);
    const read = await readDecision(marek);
    const isSame = JSON.stringify(provenToLin) === JSON.stringify(provenToMarek);
    return [
      {
        bar: 'Lin approves and issues K-PL-1, and both users see the same proof down to the readings',
        figure: `${provenToLin.title}, evidence ${provenToLin.hash.slice(0, 12)}, ${provenToLin.readings.length} readings in a half hour`,
        holds: isSame && provenToLin.readings.length > 0,
      },
      {
        bar: 'Marek disputes a line, Lin resolves the dispute with a credit note, and Marek reads the decision',
        figure: `${creditNote}: ${read.answer}`,
        holds: creditNote.includes('-CN-') && read.creditNote === creditNote && read.answer === ANSWER,
      },
    ];
  } finally {
    await browser.close();
  }
}
