import { spawn } from 'node:child_process';

export interface MqttLogin {
  host: string;
  port: number;
  username: string;
  password: string;
}

/**
 * Publishes lines at QoS 1 with `mosquitto_pub -l`, a third-party client. Resolves when it has exited successfully,
 * which is after the broker has acknowledged each line.
 */
export function publishLines(login: MqttLogin, topic: string, lines: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const client = spawn(
      'mosquitto_pub',
      [
        ...['-h', login.host, '-p', String(login.port), '-u', login.username, '-P', login.password],
        ...['-q', '1', '-t', topic, '-l', '-V', 'mqttv311'],
      ],
      { stdio: ['pipe', 'inherit', 'pipe'] },
    );
    let errorOutput = '';
    client.stderr.on('data', (chunk: Buffer) => (errorOutput += chunk.toString()));
    client.on('error', () =>
      reject(new Error('mosquitto_pub is not installed. Install the package mosquitto-clients.')),
    );
    client.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`mosquitto_pub exited with code ${code}: ${errorOutput}`)),
    );
    client.stdin.on('error', () => undefined);
    client.stdin.end(`${lines.join('\n')}\n`);
  });
}
