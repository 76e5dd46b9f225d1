import { benchBillingRun } from './billing-run.bench.js';
import { benchBrokerLoss } from './broker-loss.bench.js';
import { benchBytes } from './bytes.bench.js';
import { benchCostCurve } from './cost-curve.bench.js';
import { benchEdge } from './edge.bench.js';
import { benchExport } from './export.bench.js';
import { benchImport } from './import.bench.js';
import { benchIngest } from './ingest.bench.js';
import { benchInvoices } from './invoices.bench.js';
import { benchTelegraf } from './telegraf.bench.js';
import { benchYear } from './year.bench.js';

/** `npm run bench`: each benchmark prints one table. Timings are informative; no test depends on them. */
const BENCHES: Readonly<Record<string, (argv: readonly string[]) => Promise<void>>> = {
  ingest: benchIngest,
  edge: benchEdge,
  'broker-loss': benchBrokerLoss,
  telegraf: benchTelegraf,
  bytes: benchBytes,
  year: benchYear,
  export: benchExport,
  import: benchImport,
  invoices: benchInvoices,
  'billing-run': benchBillingRun,
  'cost-curve': benchCostCurve,
};

const [name = 'ingest', ...argv] = process.argv.slice(2);
const bench = BENCHES[name];
if (bench) await bench(argv);
else {
  console.error(`There is no benchmark "${name}". Choose one of these: ${Object.keys(BENCHES).join(', ')}.`);
  process.exitCode = 1;
}
