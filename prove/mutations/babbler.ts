import type { Verdict } from '../support/proof.js';
import type { House } from './house.js';
import { MqttSender, sendInOrder } from './senders.js';
import { onDatabase } from './stored.js';

/** Messages that quarantine keeps per device in this run: more than any of the mutants' devices have there. */
export const KEPT = 4000;
/** Messages are removed in batches of a tenth, and a commit may add some hundreds more. */
const MOST = KEPT * 1.25;
const SENT = KEPT * 3;

/** A device that sends only invalid messages, far more than quarantine keeps. */
export async function babble(house: House): Promise<Verdict> {
  const machine = await house.addDevice('BABBLER');
  const sender = await MqttSender.connect(house.product.mqttUrl, machine, 5);
  let refused = 0;
  await sendInOrder(sender, SENT, (n) => ({
    path: machine.topic,
    payload: Buffer.from(`{"seq":${n},"g":{"pressure_bar":`),
    onAnswer: ({ isFaulty }) => void (isFaulty === true && refused++),
  }));
  await sender.close();
  const { kept, gone, newest } = await onDatabase(house.product.databaseUrl(), async (client) => {
    const { rows } = await client.query<{ kept: number; gone: number; newest: string }>(
      `select (select count(*)::int from quarantine_entry where device_id = $1) as kept,
         (select sum(messages)::int from quarantine_let_go where device_id = $1) as gone,
         (select payload from quarantine_entry where device_id = $1 order by id desc limit 1) as newest`,
      [machine.deviceId],
    );
    return rows[0]!;
  });
  return {
    bar: `quarantine keeps the newest ${KEPT} messages of a device, a portion more at most, and counts what it let go`,
    figure: `of ${SENT} from one device ${kept} kept and ${gone} let go; all of them were told faulty`,
    holds:
      kept >= KEPT &&
      kept <= MOST &&
      kept + gone === SENT &&
      refused === SENT &&
      newest.startsWith(`{"seq":${SENT},`),
  };
}
