import { measureIngest } from '../measure/ingest.js';
import type { Proof } from './support/proof.js';

/** The figures depend on this machine and have no limit, but every acknowledged message must be stored. */
export const rate: Proof = {
  name: 'rate',
  claim:
    '200 machines at full speed, rules on: what is acknowledged is stored, and at which rate, delay, memory and disk',
  async run({ short }) {
    const { table, acknowledged, stored, messagesPerSecond } = await measureIngest(short ? 4 : 15);
    console.log(table);
    return [
      {
        bar: 'messages stored = messages acknowledged',
        figure: `${stored} = ${acknowledged}`,
        holds: acknowledged > 0 && stored === acknowledged,
      },
      {
        bar: 'messages a second stored durably',
        figure: `${Math.round(messagesPerSecond)} (printed, no bar)`,
        holds: messagesPerSecond > 0,
      },
    ];
  },
};
