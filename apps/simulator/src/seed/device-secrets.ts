import { DEMO_MAKER_SLUG } from './demo-ids.js';

/** The MQTT user name of a demo device's only credential. */
export function deviceUsername(deviceCode: string): string {
  return `${DEMO_MAKER_SLUG}/${deviceCode}/1`;
}

/**
 * The purpose under which a demo device's password is derived from the installation's secret: the fleet can sign in as its
 * machines, and the database holds hashes as for any other device.
 */
export function devicePasswordPurpose(deviceCode: string): string {
  return `demo-device:${deviceCode}`;
}
