import mqtt from 'mqtt';
import type { Person } from '../../measure/support/maker.js';

interface Created {
  readonly id: string;
}

/** A machine in service, with a device that can connect over MQTT. */
export interface CountingMachine {
  readonly id: string;
  readonly serial: string;
  readonly deviceId: string;
  readonly topic: string;
  readonly username: string;
  readonly password: string;
}

export interface NewCountingMachine {
  readonly serial: string;
  readonly modelId: string;
  readonly siteId: string;
  /** Time at which the machine was shipped. It is in service two days later. */
  readonly shippedAt: string;
  readonly kind?: 'controller' | 'gateway';
}

const DAY = 86_400_000;

export async function addCountingMachine(
  person: Person,
  { serial, modelId, siteId, shippedAt, kind = 'controller' }: NewCountingMachine,
): Promise<CountingMachine> {
  const { id } = await person.post<Created>('/machines', { serial, modelId, owner: 'maker', shippedAt });
  const after = (days: number): string => new Date(Date.parse(shippedAt) + days * DAY).toISOString();
  await person.post(`/machines/${id}/transitions`, { to: 'commissioned', occurredAt: after(1), siteId });
  await person.post(`/machines/${id}/transitions`, { to: 'in_service', occurredAt: after(2) });
  const device = await person.post<Created>('/devices', { code: serial, kind, machineId: id });
  const login = await person.post<{ username: string; password: string; topic: string }>(
    `/devices/${device.id}/credentials`,
    {},
  );
  const { username, password, topic } = login;
  return { id, serial, deviceId: device.id, topic: `${topic}/telemetry`, username, password };
}

/** Publishes messages, each with one reading or a list of them, and waits until all are acknowledged. */
export async function publish(
  mqttUrl: string,
  { username, password, topic }: Pick<CountingMachine, 'username' | 'password' | 'topic'>,
  messages: readonly object[],
): Promise<void> {
  const client = await mqtt.connectAsync(mqttUrl, { username, password, reconnectPeriod: 0 });
  for (const message of messages) await client.publishAsync(topic, JSON.stringify(message), { qos: 1 });
  await client.endAsync();
}
