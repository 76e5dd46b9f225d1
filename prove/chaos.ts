import { type SetupReport, runSetup } from './chaos/rounds.js';
import { ChaosFixture } from './chaos/chaos-fixture.js';
import { WATCHED } from './support/peaks.js';
import { planRounds, planShort, type Round, SETUPS } from './chaos/plan.js';
import type { Proof, Verdict } from './support/proof.js';

const MACHINES = 50;
const MACHINES_SHORT = 12;
const ROUNDS = 100;
const FINISH_S = 180;
/** Maximum memory of any Node process of the product, MiB. */
const MEMORY_MIB = 400;

/**
 * Injects faults into the product's infrastructure, one after the other, and accounts for every acknowledged reading.
 */
export const chaos: Proof = {
  name: 'chaos',
  claim: `In ${ROUNDS} rounds of killed and stopped processes, full disks, network failures, wrong clocks and disordered messages, no acknowledged reading is lost or stored twice`,
  async run({ seed, short, rounds = ROUNDS }) {
    const plan = short ? planShort(seed) : planRounds(seed, rounds);
    const reports: SetupReport[] = [];
    const impossibleRounds: Round[] = [];
    for (const setup of SETUPS) {
      const roundsOfSetup = plan.filter((round) => round.setup === setup);
      const missing = ChaosFixture.findMissing(setup);
      if (roundsOfSetup.length === 0) continue;
      if (missing === undefined) {
        reports.push(await runSetup(setup, roundsOfSetup, short ? MACHINES_SHORT : MACHINES, FINISH_S));
        continue;
      }
      impossibleRounds.push(...roundsOfSetup);
      for (const { number, fault } of roundsOfSetup)
        console.log(`Round ${number} [${setup}] ${fault}: not possible on this machine: ${missing}`);
    }
    return verdictsOf(reports, plan.length, impossibleRounds.length);
  },
};

function verdictsOf(reports: readonly SetupReport[], planned: number, impossibleRounds: number): Verdict[] {
  const rounds = reports.flatMap((report) => report.rounds);
  const impossible = impossibleRounds + rounds.filter(({ impossible: why }) => why !== undefined).length;
  const sum = (figure: (report: SetupReport) => number): number =>
    reports.reduce((total, report) => total + figure(report), 0);
  const expectNone = (bar: string, figure: (report: SetupReport) => number, of = ''): Verdict => ({
    bar,
    figure: `${sum(figure)}${of}`,
    holds: reports.length > 0 && sum(figure) === 0,
  });
  const acknowledged = sum(({ account }) => account.acknowledged);
  const quarantined = sum(({ account }) => account.setAside);
  const sent = {
    messages: sum((report) => report.sent.messages),
    again: sum((report) => report.sent.again),
    late: sum((report) => report.sent.late),
  };
  const fewestAfter = Math.min(...rounds.map(({ after }) => after));
  const memory = reports.flatMap(({ peaks }) => WATCHED.map((name) => peaks.of(name)));
  return [
    {
      bar: 'Every round injected a fault, and readings were acknowledged afterwards',
      figure: `${planned - impossible} of ${planned} rounds (${impossible} not possible on this machine); at least ${fewestAfter} readings acknowledged after each fault; ${rounds.filter(({ during }) => during > 0).length} rounds with acknowledgements during the fault`,
      holds: rounds.length > 0 && fewestAfter > 0,
    },
    expectNone(
      'Messages never acknowledged',
      ({ unacknowledged }) => unacknowledged,
      ` of ${sent.messages} (deliberately ${sent.again} repeated and ${sent.late} late)`,
    ),
    expectNone(
      'Acknowledged readings missing at the end',
      ({ account }) => account.missing,
      ` of ${acknowledged}; ${quarantined} of them are in quarantine because their time was too far ahead`,
    ),
    expectNone('Acknowledged readings missing at the end of a round', ({ rounds: roundsOfSetup }) =>
      roundsOfSetup.reduce((total, { account }) => total + account.missing, 0),
    ),
    expectNone(
      'Readings stored twice',
      ({ account, hidden }) => account.doubled + Math.abs(hidden),
      ` of ${sum(({ account }) => account.stored)} rows`,
    ),
    expectNone('Processes that ended without being killed', ({ rounds: roundsOfSetup }) =>
      roundsOfSetup.reduce((total, { unexpectedExits }) => total + unexpectedExits.length, 0),
    ),
    expectNone('Readings stored with other values than sent', ({ account }) => account.differing),
    expectNone(
      'Machines with alarms that differ from a recalculation',
      ({ derived }) => derived.machinesWithOtherAlarms,
      `; ${sum(({ derived }) => derived.alarms)} alarms compared`,
    ),
    expectNone(
      'Machines with last values other than their newest reading',
      ({ derived }) => derived.machinesWithOtherValues,
    ),
    expectNone(
      'Chart points over 8 days that differ from a recalculation',
      ({ derived }) => derived.otherPoints,
      ` of ${sum(({ derived }) => derived.points)}; ${sum(({ derived }) => derived.rollups)} rollup rows`,
    ),
    expectNone(
      'Device connections to the embedded broker that ended while only the database was unavailable',
      ({ setup, rounds: roundsOfSetup }) =>
        setup === 'external broker and database'
          ? 0
          : roundsOfSetup.reduce((total, { round, lost }) => total + (isOfDatabase(round) ? lost : 0), 0),
    ),
    {
      bar: `Memory of each Node process is at most ${MEMORY_MIB} MiB`,
      figure: reports.map(({ setup, peaks }) => `${setup}: ${peaks}`).join('; '),
      holds: memory.length > 0 && Math.max(...memory) <= MEMORY_MIB,
    },
  ];
}

/** Returns true for a fault that doesn't affect the path between devices and ingest. */
function isOfDatabase({ fault }: Round): boolean {
  return /^(database|postmaster|disk)/.test(fault);
}
