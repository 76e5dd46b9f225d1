import { openHouse } from './case-world.js';
import { PackVerifier } from './pack-verifier.js';
import { SeedBiller, type SeedsToBill } from './set-of-seeds.js';

/**
 * A process that bills sets on its own database: the product's clock is global per process, and processes use all
 * cores. Ends when its parent disconnects.
 */
const house = await openHouse();
const verifier = new PackVerifier();
const biller = new SeedBiller(house, verifier);
let last: Promise<unknown> = Promise.resolve();
process.on('message', (wanted: SeedsToBill) => {
  last = last.then(async () => process.send!(await biller.bill(wanted)));
});
process.on('disconnect', () => {
  void last.finally(async () => {
    await verifier.close();
    await house.close();
    process.exit(0);
  });
});
