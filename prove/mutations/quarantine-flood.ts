import type { Verdict } from '../support/proof.js';
import type { MutationFixture } from './mutation-fixture.js';
import { MqttSender, sendInOrder } from './senders.js';
import { onDatabase } from './stored.js';

/** Number of messages that quarantine keeps per device in this run. None of the devices with mutants reaches it. */
export const QUARANTINE_LIMIT = 4000;
/** Quarantined messages are removed in batches of a tenth, and a commit can add several hundred more. */
const MAX_STORED = QUARANTINE_LIMIT * 1.25;
const SENT_MESSAGES = QUARANTINE_LIMIT * 3;

/** Sends far more invalid messages from one device than quarantine keeps, and checks which ones are kept. */
export async function floodQuarantine(fixture: MutationFixture): Promise<Verdict> {
  const machine = await fixture.addDevice('BABBLER');
  const sender = await MqttSender.connect(fixture.product.mqttUrl, machine, 5);
  let rejectedCount = 0;
  await sendInOrder(sender, SENT_MESSAGES, (n) => ({
    path: machine.topic,
    payload: Buffer.from(`{"seq":${n},"g":{"pressure_bar":`),
    onAnswer: ({ isFaulty }) => void (isFaulty === true && rejectedCount++),
  }));
  await sender.close();
  const { kept, gone, newest } = await onDatabase(fixture.product.databaseUrl(), async (client) => {
    const { rows } = await client.query<{ kept: number; gone: number; newest: string }>(
      `select (select count(*)::int from quarantine_entry where device_id = $1) as kept,
         (select sum(messages)::int from quarantine_let_go where device_id = $1) as gone,
         (select payload from quarantine_entry where device_id = $1 order by id desc limit 1) as newest`,
      [machine.deviceId],
    );
    return rows[0]!;
  });
  return {
    bar: `Quarantine keeps the newest ${QUARANTINE_LIMIT} messages of a device (at most one batch more) and counts discarded messages`,
    figure: `${SENT_MESSAGES} messages from one device: ${rejectedCount} rejected, ${kept} kept, ${gone} discarded`,
    holds:
      kept >= QUARANTINE_LIMIT &&
      kept <= MAX_STORED &&
      kept + gone === SENT_MESSAGES &&
      rejectedCount === SENT_MESSAGES &&
      newest.startsWith(`{"seq":${SENT_MESSAGES},`),
  };
}
