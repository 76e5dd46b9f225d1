import { type ContractOfMonth, ContractFactory, steadyReadings } from './audit/contract-factory.js';
import { EXTRAS, OVERCHARGES, type Pattern } from './audit/patterns.js';
import { type ContractFinding, CorruptedMonth } from './audit/corrupted-month.js';
import { DEMO_MONTH, demoLogin, startDemoMonth } from './support/demo-world.js';
import { Person } from '../measure/support/maker.js';
import { type Product, startProduct } from './support/product.js';
import { PumpWorld } from './support/pump-world.js';
import type { Proof, Verdict } from './support/proof.js';

/** A contract of the demo world with a fee, an allowance and an overage price, measured by a station's meter. */
const CORRUPTED_CONTRACT = 'K-ID-1';
/** Billed month of the short form. It must be in the past, because the product uses the current time. */
const SMALL_MONTH = '2026-10';

/**
 * Tests the audit with known billing errors of metered equipment. The errors are planted before or while a month is
 * drafted, and the audit of the drafts must find them.
 */
export const audit: Proof = {
  name: 'audit',
  claim:
    'The self-audit finds each of the 13 known overcharge patterns and the additional errors that were planted in a month, with evidence, and reports nothing in a clean month',
  async run({ short }) {
    const product = await (short ? startProduct({ args: ['--empty'] }) : startDemoMonth());
    try {
      const month = short ? await smallMonth(product) : await demoMonth(product);
      try {
        return await prove(month);
      } finally {
        await month.close();
      }
    } finally {
      await product.stop();
    }
  },
};

interface Outcome {
  readonly pattern: Pattern;
  readonly evidence: ContractFinding | undefined;
  /** New findings on other contracts. */
  readonly elsewhere: readonly ContractFinding[];
}

async function prove(month: CorruptedMonth): Promise<Verdict[]> {
  const clean = await month.bill();
  for (const finding of clean) console.log(`Clean month: ${formatFinding(finding)}`);
  if (clean.length === 0) console.log(`Clean month ${month.month}: no findings`);
  const outcomes: Outcome[] = [];
  for (const pattern of [...OVERCHARGES, ...EXTRAS]) {
    const { shownBy, planted = [], undo: takeBack } = await pattern.plant(month);
    const found = await month.bill(month.month, planted);
    await takeBack();
    const before = new Set(clean.map(formatFinding));
    const evidence = found.find(
      ({ contract, code }) => contract === shownBy.number && code === pattern.finding,
    );
    const own = [month.target, ...planted].map(({ number }) => number);
    const elsewhere = found.filter((one) => !own.includes(one.contract) && !before.has(formatFinding(one)));
    console.log(
      `${pattern.name.padEnd(31)} planted: ${pattern.how}\n${' '.repeat(31)} found:   ${evidence ? formatFinding(evidence) : 'NOT FOUND'}`,
    );
    outcomes.push({ pattern, evidence, elsewhere });
  }
  const again = await month.bill();
  const isSame =
    JSON.stringify(again.map(formatFinding).sort()) === JSON.stringify(clean.map(formatFinding).sort());
  const findingsOfPatterns = (patterns: readonly Pattern[]): Verdict['figure'] =>
    `${outcomes.filter(({ pattern, evidence }) => patterns.includes(pattern) && evidence).length} of ${patterns.length}`;
  const arePatternsFound = (patterns: readonly Pattern[]): boolean =>
    outcomes.every(({ pattern, evidence }) => !patterns.includes(pattern) || evidence !== undefined);
  const blamed = outcomes.flatMap(({ elsewhere }) => elsewhere);
  for (const one of blamed) console.log(`False finding: ${formatFinding(one)}`);
  return [
    {
      bar: 'The 13 overcharge patterns are found with their evidence (patterns with two sides from both)',
      figure: findingsOfPatterns(OVERCHARGES),
      holds: arePatternsFound(OVERCHARGES),
    },
    {
      bar: 'Duplicate invoices, jumps in usage, missing days, wrong units and wrong totals are found with their evidence',
      figure: findingsOfPatterns(EXTRAS),
      holds: arePatternsFound(EXTRAS),
    },
    {
      bar: 'Contracts without planted errors have no findings',
      figure: `${blamed.length} false findings`,
      holds: blamed.length === 0,
    },
    {
      bar: 'A clean month has no findings',
      figure: `${clean.length} findings`,
      holds: clean.length === 0,
    },
    {
      bar: 'After all planted errors are removed, their findings are gone',
      figure: `${again.length} findings left`,
      holds: isSame,
    },
  ];
}

function formatFinding({ contract, code, severity, position, params }: ContractFinding): string {
  const facts = Object.entries(params).map(([name, value]) => `${name} ${String(value)}`);
  return `${contract}${position === null ? '' : `, line ${position}`}: ${code} (${severity}): ${facts.join(', ')}`;
}

async function contractOf(person: Person, number: string): Promise<ContractOfMonth> {
  const { items } = await person.get<{ items: { id: string; number: string }[] }>(
    `/contracts?search=${number}`,
  );
  const { id } = items.find((one) => one.number === number)!;
  return person.get<ContractOfMonth>(`/contracts/${id}`);
}

/** Opens the last month of the demo world, which the proof drafts and corrupts. */
async function demoMonth(product: Product): Promise<CorruptedMonth> {
  const person = new Person(product.portalUrl, demoLogin('admin'));
  await person.signIn();
  const target = await contractOf(person, CORRUPTED_CONTRACT);
  const ground = await ContractFactory.beside(person, product.mqttUrl, target);
  return CorruptedMonth.open(product.databaseUrl(), {
    person,
    ground,
    target,
    month: DEMO_MONTH.month,
    way: 'run',
  });
}

/** Opens a month with a single contract, for the short form. */
async function smallMonth(product: Product): Promise<CorruptedMonth> {
  const person = new Person(product.portalUrl);
  await person.setUp();
  const world = await PumpWorld.create(person, []);
  const pump = await world.addPump('PUMP-1');
  for (const supply of ['service', 'goods'])
    await person.post('/tax-rules', {
      legalEntityId: (await person.get<ContractOfMonth>(`/contracts/${pump.contractId}`)).legalEntity.id,
      buyerCountry: 'PL',
      supply,
      category: 'standard',
      percent: '23',
      validFrom: '2020-01-01',
    });
  const beside = await person.get<ContractOfMonth>(`/contracts/${pump.contractId}`);
  const ground = await ContractFactory.beside(person, product.mqttUrl, beside);
  const [from, to] = ['2026-09-29T22:00:00Z', '2026-10-31T23:00:00Z'].map((at) => Date.parse(at));
  const target = await ground.plant('TARGET', {
    startsOn: '2026-02-01',
    readings: steadyReadings(from!, to!),
  });
  const of = { person, ground, target, month: SMALL_MONTH, way: 'drafts' as const };
  return CorruptedMonth.open(product.databaseUrl(), of);
}
