/** Credentials with which a device publishes readings. */
export interface MqttLogin {
  readonly username: string;
  readonly password: string;
  readonly topic: string;
}

/**
 * Reads the file that the portal saves after an import of machines.
 * @param text rows of serial number, user name, password, telemetry topic and command topic, without quotes
 * @returns logins by serial number
 */
export function readCredentials(text: string): Map<string, MqttLogin> {
  const [, ...rows] = text.trim().split('\r\n');
  return new Map(
    rows.map((row) => {
      const [serial = '', username = '', password = '', topic = ''] = row.split(',');
      return [serial, { username, password, topic }];
    }),
  );
}
