import { type BytesFigures, formatBytes, FULL_BYTES, measureBytes } from '../measure/bytes.js';
import type { Proof } from './support/proof.js';

const SHORT = { stations: 2, days: 1, devicesAFile: 1 };

/** With little data, most of VictoriaMetrics' size is its index, so only the full form compares sizes. */
export const bytes: Proof = {
  name: 'bytes',
  claim: 'Packed readings take no more space than in VictoriaMetrics and are returned unchanged',
  async run({ short }) {
    const figures = await measureBytes(short ? SHORT : FULL_BYTES, (text) => console.log(text));
    console.log(`\n${formatBytes(figures)}`);
    return figures.flatMap((each) => [roundTrip(each), ...(short ? [] : [comparison(each)])]);
  },
};

function roundTrip({ name, points, differing }: BytesFigures) {
  return {
    bar: `${name}, values returned changed`,
    figure: `${differing} of ${points}`,
    holds: differing === 0,
  };
}

function comparison({ name, readings, peer }: BytesFigures) {
  return {
    bar: `${name}, readings with keys take at most the space of VictoriaMetrics' samples with index`,
    figure: `${readings.toFixed(2)} bytes per point; VictoriaMetrics ${peer.withIndex.toFixed(2)}`,
    holds: readings <= peer.withIndex,
  };
}
