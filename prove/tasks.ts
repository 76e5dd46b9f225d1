import pg from 'pg';
import type { Browser } from 'playwright-core';
import { launchBrowser, openVisitor, signIn, waitForPage } from '../test/support/browser.js';
import { type MachineLoad, measureLoad } from './support/busy.js';
import { demoLogin, startDemoWorld, waitForDemoPast } from './support/demo-world.js';
import { startProduct } from './support/product.js';
import type { Proof, Verdict } from './support/proof.js';
import { answerDispute } from './tasks/answer-dispute.js';
import { approveDrafts } from './tasks/approve-drafts.js';
import { assignTickets } from './tasks/assign-tickets.js';
import { beTold, Receivers } from './tasks/be-told.js';
import type { MqttLogin } from './tasks/device-credentials.js';
import { prepareDemo } from './tasks/demo-world.js';
import { explainBill } from './tasks/explain-bill.js';
import { exportUsage } from './tasks/export-usage.js';
import { findInvoice } from './tasks/find-invoice.js';
import { firstDraft } from './tasks/first-draft.js';
import { addOwnDrafts } from './tasks/own-drafts.js';
import type { OwnWorld } from './tasks/own-world.js';
import { type DoneTask, runTask } from './tasks/run-task.js';
import { standInForPush } from './tasks/stand-in-push.js';
import { formatTasks } from './tasks/task-table.js';
import { receivePack, verifyPack } from './tasks/verify-pack.js';
import { writeContract } from './tasks/write-contract.js';

/**
 * Everyday tasks in the portal, with counted clicks and keystrokes. The counts are the same on every machine. Times are
 * checked only on an idle machine, because they include the time for which the script waits for the product.
 */
export const tasks: Proof = {
  name: 'tasks',
  claim:
    'Ten everyday tasks, from the first draft of an empty installation to the answer to a dispute, need no more clicks and keystrokes than stated',
  async run({ short }) {
    const load = measureLoad();
    const browser = await launchBrowser();
    const done: DoneTask[] = [];
    try {
      await doOwnTasks(browser, done);
      if (!short) await doDemoTasks(browser, done);
    } finally {
      if (done.length > 0) console.log(formatTasks(done));
      await browser.close();
    }
    return done.flatMap((task) => judge(task, load));
  },
};

/** The tasks in an installation that begins empty. */
async function doOwnTasks(browser: Browser, done: DoneTask[]): Promise<void> {
  const receivers = await Receivers.open();
  const product = await startProduct({ args: ['--empty'], env: receivers.env });
  const owner = new pg.Client({ connectionString: product.databaseUrl() });
  try {
    await owner.connect();
    const world: OwnWorld = { product, owner, devices: new Map() };
    const { page } = await openVisitor(browser, product.portalUrl);
    await standInForPush(page, receivers.pushes.subscribe());
    done.push(await runTask(firstDraft, page, world));
    const [[serial, device]] = [...world.devices] as [[string, MqttLogin]];
    done.push(await runTask(beTold, page, { receivers, mqttUrl: product.mqttUrl, serial, device }));
    await addOwnDrafts(world);
    done.push(await runTask(approveDrafts, page, world));
    done.push(await runTask(findInvoice, page, world));
    const auditor = await openVisitor(browser, product.portalUrl);
    done.push(await runTask(verifyPack, auditor.page, await receivePack(world)));
  } finally {
    await owner.end();
    await product.stop();
    await receivers.close();
  }
}

/** The tasks that need machines with a history. */
async function doDemoTasks(browser: Browser, done: DoneTask[]): Promise<void> {
  const product = await startDemoWorld();
  try {
    await waitForDemoPast(product.databaseUrl());
    const world = await prepareDemo(product.portalUrl);
    const lin = await openVisitor(browser, product.portalUrl);
    await signIn(lin.page, demoLogin('lin').email);
    await waitForPage(lin.page);
    for (const task of [writeContract, assignTickets, exportUsage, answerDispute])
      done.push(await runTask(task, lin.page, world));
    const marek = await openVisitor(browser, product.portalUrl);
    await signIn(marek.page, demoLogin('marek').email);
    await waitForPage(marek.page);
    done.push(await runTask(explainBill, marek.page, world));
  } finally {
    await product.stop();
  }
}

function judge(
  { name, clicks, keystrokes, seconds, waits, maxActions, maxSeconds }: DoneTask,
  load: MachineLoad,
): Verdict[] {
  const timed = (bar: string, took: number, max: number): Verdict => ({
    bar: `${bar} within ${max} s`,
    figure: `${took.toFixed(1)} s${load.note}`,
    holds: load.isBusy || took <= max,
  });
  return [
    {
      bar: `${name}: at most ${maxActions} clicks and keystrokes`,
      figure: `${clicks} clicks and ${keystrokes} keystrokes`,
      holds: clicks + keystrokes <= maxActions,
    },
    timed(name, seconds, maxSeconds),
    ...waits.map((wait) => timed(`${name}, ${wait.what}`, wait.seconds, wait.maxSeconds)),
  ];
}
