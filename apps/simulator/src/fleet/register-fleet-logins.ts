import { setTimeout as sleep } from 'node:timers/promises';
import type { BrokerLogins } from '#equipment';
import type { SecretBox } from '#platform';
import { DEMO_MAKER_SLUG } from '../seed/demo-ids.js';
import { devicePasswordPurpose, deviceUsername } from '../seed/device-secrets.js';
import type { FleetQueries } from './fleet.queries.js';

const RETRY_MS = 2000;
const ATTEMPTS = 30;

/**
 * Registers the demo devices' logins at an external broker. Runs at every start, before the devices connect, so that
 * the logins exist even if the broker was reinstalled or the seed was killed.
 * @throws DomainError equipment.broker_unreachable after a minute
 */
export async function registerFleetLogins(
  logins: BrokerLogins,
  queries: FleetQueries,
  secrets: SecretBox,
): Promise<void> {
  const codes = await queries.listDevicesWithLogin();
  const wanted = codes.map((code) => ({
    username: deviceUsername(code),
    password: secrets.derive(devicePasswordPurpose(code)),
    topic: `eaas/${DEMO_MAKER_SLUG}/${code}`,
  }));
  for (let attempt = 1; ; attempt++) {
    try {
      await logins.addLogins(wanted);
      return;
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      await sleep(RETRY_MS);
    }
  }
}
