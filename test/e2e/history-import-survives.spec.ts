import { Person } from '../../measure/support/maker.js';
import { type PumpMachine, PumpWorld } from '../../prove/support/pump-world.js';
import { type RunningProduct, startProduct } from '../support/product.js';
import { eventually } from '../support/eventually.js';

/** Enough rows for the worker to take more steps than there are kills. */
const ROWS = 450_000;
const START = Date.parse('2026-03-01T00:00:00Z');
const KILLS = 3;

const rowOf = (i: number): string =>
  `${new Date(START + i * 1000).toISOString()};${i + 1};${(i / 8).toFixed(3)};${(5 + (i % 97) / 10).toFixed(1)}`;

interface Import {
  id: string;
  state: string;
  stored: number;
  duplicates: number;
  conflicts: number;
  refused: number;
}

/**
 * The worker is killed in the middle of an import of historical readings, and restarted by the running product's
 * supervisor.
 */
let product: RunningProduct;
let person: Person;
let pump: PumpMachine;
let file: Buffer<ArrayBuffer>;
beforeAll(async () => {
  file = Buffer.from(
    `time;seq;flow_l_total;pressure_bar\n${Array.from({ length: ROWS }, (_, i) => rowOf(i)).join('\n')}\n`,
  );
  product = await startProduct({ args: ['--empty'] });
  person = new Person(product.portalUrl);
  await person.setUp();
  pump = await (await PumpWorld.create(person, [])).addPump('PUMP-1');
});
afterAll(() => product?.stop());

it('stores every row of an import once, regardless of how often the worker is killed', async () => {
  const { id } = await person.post<Import>('/history-imports', { name: 'past.csv', bytes: file.length });
  await person.putBytes(`/history-imports/${id}/content?offset=0`, file);
  await person.post(`/history-imports/${id}/start`, {
    source: { deviceId: pump.deviceId },
    time: 'time',
    seq: 'seq',
    signals: ['flow_l_total', 'pressure_bar'].map((signal) => ({ column: signal, signal })),
  });
  const loadImport = () => person.get<Import>(`/history-imports/${id}`);
  let [kills, before] = [0, 0];
  while (kills < KILLS) {
    // Waits until there is more progress than at the previous kill.
    const { state, stored } = await eventually(
      loadImport,
      (now) => now.state === 'done' || now.stored > before,
    );
    if (state === 'done') break;
    before = stored;
    await product.kill('worker');
    kills++;
  }
  expect(kills).toBeGreaterThan(0);
  const ended = await eventually(loadImport, ({ state }) => state === 'done' || state === 'failed');
  expect(ended).toMatchObject({ state: 'done', stored: ROWS, duplicates: 0, conflicts: 0, refused: 0 });
  const [from, to] = [START, START + ROWS * 1000].map((ms) => new Date(ms).toISOString());
  let [exported, differing, columns] = [0, 0, [] as string[]];
  for await (const line of person.lines(`/machines/${pump.id}/readings.csv?from=${from}&to=${to}`)) {
    const cells = line.replace(/^\uFEFF|\r$/g, '').split(';');
    if (columns.length === 0) columns = cells;
    else if (!isSame(exported++, (name) => cells[columns.indexOf(name)]!)) differing++;
  }
  expect({ exported, differing }).toEqual({ exported: ROWS, differing: 0 });
}, 300_000);

/** Returns true when a row of the export is the i-th row of the file. */
function isSame(i: number, cell: (name: string) => string): boolean {
  const [time, seq, flow, pressure] = rowOf(i).split(';');
  return (
    Date.parse(cell('device_time')) === Date.parse(time!) &&
    cell('seq') === seq &&
    Number(cell('flow_l_total')) === Number(flow) &&
    Number(cell('pressure_bar')) === Number(pressure)
  );
}
