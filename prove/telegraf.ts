import { compareWithTelegraf } from '../measure/telegraf.js';
import { POINTS_OF_A_FLEET_MESSAGE as POINTS } from '../measure/support/fleet-signals.js';
import { formatCount } from '../measure/support/table.js';
import type { Proof } from './support/proof.js';

const SECONDS = 10;
const SHORT_SECONDS = 3;
const EMBEDDED_TIMES = 3;
const MAX_CPU_RATIO = 0.5;
const MAX_BYTES_RATIO = 0.2;

/** Needs Telegraf, which takes minutes to build, so the CI gate doesn't run it. */
export const telegraf: Proof = {
  name: 'telegraf',
  claim: 'beside Telegraf, fed alike, into the same PostgreSQL: rate, processor time and bytes',
  async run({ short, seconds }) {
    const figures = await compareWithTelegraf(seconds ?? (short ? SHORT_SECONDS : SECONDS));
    console.log(figures.table);
    const { telegraf: peer, behind, embedded } = figures;
    const rate = ({ perSecond }: typeof peer): string => `${formatCount(perSecond * POINTS)} points/s`;
    const cpu = embedded.cpuSecondsAMillionPoints / peer.cpuSecondsAMillionPoints;
    const bytes = embedded.bytesAPoint / peer.bytesAPoint;
    return [
      {
        bar: 'behind the same Mosquitto at least its rate',
        figure: `${rate(behind)} to ${rate(peer)}`,
        holds: behind.perSecond >= peer.perSecond,
      },
      {
        bar: `embedded at least ${EMBEDDED_TIMES} times its rate`,
        figure: `${(embedded.perSecond / peer.perSecond).toFixed(2)} times`,
        holds: embedded.perSecond >= EMBEDDED_TIMES * peer.perSecond,
      },
      {
        bar: `processor time of the whole chain at most ${MAX_CPU_RATIO} of its`,
        figure: cpu.toFixed(2),
        holds: cpu <= MAX_CPU_RATIO,
      },
      {
        bar: `bytes after ageing at most ${MAX_BYTES_RATIO} of its`,
        figure: bytes.toFixed(2),
        holds: bytes <= MAX_BYTES_RATIO,
      },
    ];
  },
};
