import { hostname, networkInterfaces } from 'node:os';
import { reachableHost } from './domain/bind-address.js';
import { listCertificateNames } from './domain/certificate-names.js';
import type { HomeFolder } from './home-folder.store.js';
import type { ListeningPorts } from './listening.ports.js';
import { findQuietPort } from './port.probe.js';
import { needsTls, type StandaloneConfig } from './config.js';

const PLAIN_PORT = 1883;
const TLS_PORT = 8883;

/** Where devices reach the product, and how. */
export interface MqttListener {
  /** For the table. */
  address: string;
  port?: number;
  internalPort?: number;
  tls?: { cert: string; key: string; ca?: string };
}

/** Settles the address of the MQTT edge: TLS as soon as other machines can reach it. Nothing to settle with an external broker. */
export async function settleMqttListener(
  config: StandaloneConfig,
  plainMqtt: boolean,
  home: HomeFolder,
  ports: ListeningPorts,
): Promise<MqttListener> {
  if (config.mqttUrl !== undefined) return { address: withoutPassword(config.mqttUrl) };
  const secure = needsTls(config, plainMqtt);
  const wanted = { variable: 'MQTT_PORT', asked: config.mqttPort, fallback: secure ? TLS_PORT : PLAIN_PORT };
  const port = await ports.choose('MQTT', wanted);
  return {
    address: `${secure ? 'mqtts' : 'mqtt'}://${reachableHost(config.host)}:${port}`,
    port,
    internalPort: await findQuietPort(),
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
  // Loaded only here: on loopback nobody needs the certificate library, and it takes memory.
  const { ensureBrokerCertificate } = await import('./broker-certificate.store.js');
  return ensureBrokerCertificate(
    home.pathOf('tls'),
    listCertificateNames(host, hostname(), addresses),
    new Date(),
  );
}

function withoutPassword(address: string): string {
  const url = new URL(address);
  url.username = '';
  url.password = '';
  return url.toString();
}
