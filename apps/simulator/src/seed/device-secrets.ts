import { DEMO_MAKER_SLUG } from './demo-ids.js';

/** Returns the MQTT user name of a demo device's only credential. */
export function deviceUsername(deviceCode: string): string {
  return `${DEMO_MAKER_SLUG}/${deviceCode}/1`;
}

/**
 * Returns the purpose for deriving a demo device's password from the installation's secret: the fleet can sign in as
 * its machines, while the database contains only hashes, as for any other device.
 */
export function devicePasswordPurpose(deviceCode: string): string {
  return `demo-device:${deviceCode}`;
}
