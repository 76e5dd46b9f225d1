import { openBillingFixture } from './case-world.js';
import { PackVerifier } from './pack-verifier.js';
import { SeedBiller, type SeedSet } from './seed-biller.js';

/**
 * A process that bills sets on its own database. The product's clock is global per process, and several processes use
 * all cores. The process ends when its parent disconnects.
 */
const fixture = await openBillingFixture();
const verifier = new PackVerifier();
const biller = new SeedBiller(fixture, verifier);
let last: Promise<unknown> = Promise.resolve();
process.on('message', (wanted: SeedSet) => {
  last = last.then(async () => process.send!(await biller.bill(wanted)));
});
process.on('disconnect', () => {
  void last.finally(async () => {
    await verifier.close();
    await fixture.close();
    process.exit(0);
  });
});
