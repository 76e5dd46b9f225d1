import { compareWithTelegraf } from '../measure/telegraf.js';
import { POINTS_OF_A_FLEET_MESSAGE as POINTS } from '../measure/support/fleet-signals.js';
import { formatCount } from '../measure/support/table.js';
import type { Proof } from './support/proof.js';

const SECONDS = 10;
const SHORT_SECONDS = 3;
const EMBEDDED_TIMES = 3;
const MAX_CPU_RATIO = 0.5;
const MAX_BYTES_RATIO = 0.2;

/** Requires Telegraf, which takes minutes to build, so the CI gate doesn't run this proof. */
export const telegraf: Proof = {
  name: 'telegraf',
  claim:
    'Compared with Telegraf, with the same messages and the same PostgreSQL: rate, CPU time and disk space',
  async run({ short, seconds }) {
    const figures = await compareWithTelegraf(seconds ?? (short ? SHORT_SECONDS : SECONDS));
    console.log(figures.table);
    const { telegraf: peer, behind, embedded } = figures;
    const rate = ({ perSecond }: typeof peer): string => `${formatCount(perSecond * POINTS)} points/s`;
    const cpu = embedded.cpuSecondsAMillionPoints / peer.cpuSecondsAMillionPoints;
    const bytes = embedded.bytesAPoint / peer.bytesAPoint;
    return [
      {
        bar: 'Rate with the same Mosquitto is at least that of Telegraf',
        figure: `${rate(behind)}; Telegraf ${rate(peer)}`,
        holds: behind.perSecond >= peer.perSecond,
      },
      {
        bar: `Rate with the embedded broker is at least ${EMBEDDED_TIMES} times that of Telegraf`,
        figure: `${(embedded.perSecond / peer.perSecond).toFixed(2)} times`,
        holds: embedded.perSecond >= EMBEDDED_TIMES * peer.perSecond,
      },
      {
        bar: `CPU time per point is at most ${MAX_CPU_RATIO} of Telegraf's, whole pipeline`,
        figure: cpu.toFixed(2),
        holds: cpu <= MAX_CPU_RATIO,
      },
      {
        bar: `Packed bytes per point are at most ${MAX_BYTES_RATIO} of Telegraf's`,
        figure: bytes.toFixed(2),
        holds: bytes <= MAX_BYTES_RATIO,
      },
    ];
  },
};
