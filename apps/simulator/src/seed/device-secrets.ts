import { DEMO_MAKER_SLUG } from './demo-ids.js';

/** Returns the MQTT user name of a demo device's only credential. */
export function deviceUsername(deviceCode: string): string {
  return `${DEMO_MAKER_SLUG}/${deviceCode}/1`;
}

/**
 * Returns the purpose for deriving a demo device's password from the installation's secret. The fleet derives the same
 * password to sign in, so the database contains only a hash, as for any other device.
 */
export function devicePasswordPurpose(deviceCode: string): string {
  return `demo-device:${deviceCode}`;
}
