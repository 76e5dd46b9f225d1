import { measureIngest } from '../measure/ingest.js';
import type { Proof } from './support/proof.js';

/** The figures depend on this machine and have no limit, but every acknowledged message must be stored. */
export const rate: Proof = {
  name: 'rate',
  claim:
    'Every acknowledged message of 200 machines at full speed is stored, with alarm rules active. Also measures rate, delay, memory and disk space',
  async run({ short }) {
    const { table, acknowledged, stored, messagesPerSecond } = await measureIngest(short ? 4 : 15);
    console.log(table);
    return [
      {
        bar: 'Stored messages equal acknowledged messages',
        figure: `${stored} = ${acknowledged}`,
        holds: acknowledged > 0 && stored === acknowledged,
      },
      {
        bar: 'Messages stored durably per second',
        figure: `${Math.round(messagesPerSecond)} (no limit)`,
        holds: messagesPerSecond > 0,
      },
    ];
  },
};
