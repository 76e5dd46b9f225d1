import { access, constants } from 'node:fs/promises';
import { connect } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import { reachableHost } from '../domain/start/bind-address.js';
import { listCertificateNames } from '../domain/start/certificate-names.js';
import type { HomeFolder } from '../home/home-folder.store.js';
import type { ListeningPorts } from './listening.ports.js';
import { findInternalPort } from './port.probe.js';
import { needsTls, type StandaloneConfig } from '../config.js';
import { StartRejected } from '../start-rejected.error.js';

const PLAIN_PORT = 1883;
const TLS_PORT = 8883;
const BROKER_TIMEOUT_MS = 10_000;

/** Address of the MQTT edge, and its TLS files. */
export interface MqttListener {
  /** Address for the startup table. */
  address: string;
  port?: number;
  internalPort?: number;
  tls?: { cert: string; key: string; ca?: string };
}

/**
 * Determines the address of the MQTT edge, with TLS if other machines can reach it. For an external broker, checks that
 * it accepts connections, and returns its address.
 */
export async function resolveMqttListener(
  config: StandaloneConfig,
  plainMqtt: boolean,
  home: HomeFolder,
  ports: ListeningPorts,
): Promise<MqttListener> {
  if (config.mqttUrl !== undefined) {
    await assertBrokerReachable(new URL(config.mqttUrl));
    return { address: withoutPassword(config.mqttUrl) };
  }
  if (config.mqttTls) await assertTlsFilesReadable(config.mqttTls);
  const secure = needsTls(config, plainMqtt);
  const wanted = { variable: 'MQTT_PORT', asked: config.mqttPort, fallback: secure ? TLS_PORT : PLAIN_PORT };
  const port = await ports.choose('MQTT', wanted);
  return {
    address: `${secure ? 'mqtts' : 'mqtt'}://${reachableHost(config.host)}:${port}`,
    port,
    internalPort: await findInternalPort(),
    tls: secure ? (config.mqttTls ?? (await makeCertificate(config.host, home))) : undefined,
  };
}

async function makeCertificate(
  host: string,
  home: HomeFolder,
): Promise<{ cert: string; key: string; ca: string }> {
  const addresses = Object.values(networkInterfaces()).flatMap(
    (list) => list?.map(({ address }) => address) ?? [],
  );
  // The module is loaded only here, because the certificate library needs memory and is not used on loopback.
  const { ensureBrokerCertificate } = await import('../home/broker-certificate.store.js');
  return ensureBrokerCertificate(
    home.pathOf('tls'),
    listCertificateNames(host, hostname(), addresses),
    new Date(),
  );
}

/** Rejects a broker that does not accept connections. Only the apps find out whether the login is correct. */
async function assertBrokerReachable({ hostname: host, port, protocol }: URL): Promise<void> {
  const at = Number(port) || (protocol === 'mqtts:' ? TLS_PORT : PLAIN_PORT);
  const fault = await new Promise<string | undefined>((resolve) => {
    const socket = connect({ host: host.replace(/^\[|\]$/g, ''), port: at });
    const end = (reason?: string) => {
      socket.destroy();
      resolve(reason);
    };
    socket.setTimeout(BROKER_TIMEOUT_MS, () => end('it does not respond'));
    socket.once('connect', () => end());
    socket.once('error', (error) => end(error.message));
  });
  if (fault !== undefined)
    throw new StartRejected(`MQTT_URL: no connection to ${host}:${at}: ${fault}. Start the broker first.`);
}

async function assertTlsFilesReadable({ cert, key }: { cert: string; key: string }): Promise<void> {
  const faults: string[] = [];
  for (const [name, path] of [
    ['MQTT_TLS_CERT', cert],
    ['MQTT_TLS_KEY', key],
  ] as const) {
    await access(path, constants.R_OK).catch((error: unknown) => {
      const { code } = error as NodeJS.ErrnoException;
      faults.push(`${name}: ${path} can't be read (${code}).`);
    });
  }
  if (faults.length > 0) throw new StartRejected(faults.join('\n'));
}

function withoutPassword(address: string): string {
  const url = new URL(address);
  url.username = '';
  url.password = '';
  return url.toString();
}
